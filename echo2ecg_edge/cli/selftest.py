"""``echo2ecg-edge selftest``: may patients be screened with this installation, on this machine?"""

from typing import TYPE_CHECKING

import click

from echo2ecg_edge.cli.exits import ExitCode
from echo2ecg_edge.cli.options import bundle_option, json_option
from echo2ecg_edge.model.engines import ENGINES

if TYPE_CHECKING:
    from echo2ecg_edge.selftest import Fault


@click.command()
@click.option(
    "--engine",
    type=click.Choice((*ENGINES, "all")),
    default="all",
    show_default=True,
    help="What runs the model.",
)
@bundle_option
@json_option
@click.pass_context
def selftest(
    context: click.Context, /, engine: str, bundle_name: str | None, as_json: bool
) -> None:
    """Check this installation on this machine: files, engines, golden ECGs, speed, clock, disk.

    Run it after installing, and whenever something was changed. It ends with what to do. Exit code
    4 stands for the clock or the memory of this machine, 5 for the bundle or an engine, 6 for the
    disk.
    """
    # Here, because no other command shall wait for what only this one needs.
    from echo2ecg_edge.selftest import as_json as to_json
    from echo2ecg_edge.selftest import as_text, self_test

    result = self_test(bundle_name, engine)
    click.echo(to_json(result) if as_json else as_text(result))
    context.exit(_exit_code(result.fault))


def _exit_code(fault: "Fault | None") -> ExitCode:
    from echo2ecg_edge.selftest import Fault

    codes = {
        None: ExitCode.DONE,
        Fault.MACHINE: ExitCode.CANNOT_SCREEN,
        Fault.BUNDLE: ExitCode.BUNDLE_INVALID,
        Fault.STORAGE: ExitCode.STORAGE,
    }
    return codes[fault]

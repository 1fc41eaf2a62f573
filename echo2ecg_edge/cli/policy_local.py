"""``policy estimate`` and ``policy recalibrate``: what a site can learn of itself."""

from pathlib import Path

import click

from echo2ecg_edge.cli.asking import agree, yes_option
from echo2ecg_edge.cli.exits import ExitCode
from echo2ecg_edge.cli.options import bundle_option
from echo2ecg_edge.model.bundle import Bundle

FILE = click.Path(path_type=Path)

# What learns is imported inside the commands, because no other command shall wait for it.


@click.command()
@click.argument("results", type=FILE)
@bundle_option
def estimate(results: Path, bundle_name: str | None) -> None:
    """Print how common disease seems to be here, from the scores in RESULTS.

    RESULTS is the folder of `screen FOLDER --out`, or lines of `screen --jsonl`, of everybody who
    was screened. No echo is needed, and nothing is saved: paste the table into a policy. Where few
    are ill, a thousand ECGs or more are needed.
    """
    from echo2ecg_edge.policy.estimate import estimates
    from echo2ecg_edge.policy.scored import read_scored
    from echo2ecg_edge.report.estimate import estimate_text

    bundle = Bundle.load(bundle_name)
    found = estimates(read_scored(results, bundle.manifest), bundle)
    click.echo(estimate_text(found, bundle.manifest))


@click.command()
@click.argument("results", type=FILE, required=False)
@click.argument("returned", type=FILE, required=False)
@click.option("--label", "only", metavar="LABEL", multiple=True, help="Only this one; repeatable.")
@click.option("--undo", is_flag=True, help="Go back to what was before the last recalibration.")
@bundle_option
@yes_option
def recalibrate(
    results: Path | None,
    returned: Path | None,
    only: tuple[str, ...],
    undo: bool,
    bundle_name: str | None,
    yes: bool,
) -> None:
    """Fit the risks to echo results that came back, after showing what would change.

    RESULTS is the folder of `screen FOLDER --out`, or lines of `screen --jsonl`. RETURNED is a CSV
    whose columns are id, then one for each label that was looked at (for example shd), with 1, 0,
    or nothing where it was not examined. An id is a file's name, or the id of results.csv.
    """
    if undo:
        _undo(results, yes)
    elif results is None or returned is None:
        raise click.UsageError("Give RESULTS and RETURNED, or --undo.")
    else:
        _recalibrate(results, returned, Bundle.load(bundle_name), only, yes)


def _recalibrate(
    results: Path, returned: Path, bundle: Bundle, only: tuple[str, ...], yes: bool
) -> None:
    from echo2ecg_edge.policy.lesson import lesson
    from echo2ecg_edge.policy.recalibration import to_bytes
    from echo2ecg_edge.policy.recalibration_file import UNDO, keep
    from echo2ecg_edge.report.recalibration import lesson_text

    found = lesson(results, returned, bundle, only)
    click.echo(lesson_text(found))
    if found.recalibration is not None:
        agree("Show risks, and refer, like this from now on?", yes=yes)
        keep(to_bytes(found.recalibration))
        click.echo(f"Saved. To go back: {UNDO}")
    else:
        click.get_current_context().exit(ExitCode.USAGE)


def _undo(results: Path | None, yes: bool) -> None:
    from echo2ecg_edge.policy.recalibration_file import go_back

    if results is not None:
        raise click.UsageError("--undo takes no files.")
    agree("Go back to what was before the last recalibration?", yes=yes)
    is_earlier = go_back()
    now = "The recalibration before it is" if is_earlier else "The model's own risks are"
    click.echo(f"{now} in use from now on.")

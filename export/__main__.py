"""``python -m export``: pack a training run as a bundle, or import a model of others."""

from pathlib import Path

import click

from echo2ecg_edge.errors import EdgeError
from export.importers.commands import import_group
from export.population_command import population
from export.quiet import quiet
from export.translate import languages

NAME = "edge-1"
PRECISIONS = ("int8", "float16", "float32")


@click.group(invoke_without_command=True)
@click.option(
    "--run",
    type=click.Path(path_type=Path),
    default=Path("runs/quick"),
    show_default=True,
    help="A training run.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/export"),
    show_default=True,
    help="Where fp32 models and the parity report go.",
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    help=f"The bundle folder to write; its name is the bundle's.  [default: RUN/bundle/{NAME}]",
)
@click.option(
    "--version", "bundle_version", default="2.0.0", show_default=True, help="Version of the model."
)
@click.option(
    "--precision",
    type=click.Choice(PRECISIONS),
    default=PRECISIONS[0],
    show_default=True,
    help="float32 for a bundle to compare with; it is larger and slower. float16: half as large.",
)
@click.pass_context
def main(
    context: click.Context,
    run: Path,
    work: Path,
    bundle: Path | None,
    bundle_version: str,
    precision: str,
) -> None:
    """Convert a trained student to ONNX and TFLite, check parity, and write the bundle.

    With the command import: turn a checkpoint that others published into a bundle. With the
    command population: give a bundle the scores of validation patients. With the command
    languages: bring the files of translators up to date.
    """
    if context.invoked_subcommand is not None:
        return
    if not run.exists():  # not asked of an import
        raise click.BadParameter(f"Path '{run}' does not exist.", param_hint="'--run'")
    quiet()
    from export.bundle import export_bundle
    from export.models import Precision
    from export.parity import parity_table

    folder = bundle or run / "bundle" / NAME
    try:
        parity = export_bundle(run, work, folder, bundle_version, Precision(precision))
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(parity_table(parity), nl=False)
    click.echo(f"Wrote {folder}.", err=True)


main.add_command(import_group)
main.add_command(population)
main.add_command(languages)

if __name__ == "__main__":
    main()

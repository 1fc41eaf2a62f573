"""What every import has in common: its options, and the steps after the files were read."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from echo2ecg_edge.errors import EdgeError
from export.quiet import quiet

if TYPE_CHECKING:
    from export.importers.imported import Imported

FILE = click.Path(path_type=Path)
FOLDER = Path("runs/import")
AUTO = "auto"


def finished_import(command: Callable[..., "Imported"]) -> Callable[..., None]:
    """Give a command that reads a model the options of all imports, and finish the import."""

    @click.option(
        "--bundle",
        type=FILE,
        help=f"The bundle folder to write; its name is the bundle's.  [default: {FOLDER}/NAME]",
    )
    @click.option(
        "--ecgs",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Real ECG files, for int8 ranges and parity.  [default: simulated ECGs]",
    )
    @click.option(
        "--precision",
        type=click.Choice((AUTO, "int8", "float16", "float32")),
        default=AUTO,
        show_default=True,
        help="auto: the smallest that agrees with the original.",
    )
    @click.option("--version", "version", default="1.0.0", show_default=True, help="Of the bundle.")
    @wraps(command)
    def finished(
        bundle: Path | None, ecgs: Path | None, precision: str, version: str, **given: Any
    ) -> None:
        quiet()
        try:
            _finish(lambda: command(**given), bundle, ecgs, precision, version)
        except EdgeError as error:
            click.echo(f"Error: {error}", err=True)
            click.get_current_context().exit(error.exit_code)

    return finished


def _finish(
    read: Callable[[], "Imported"],
    bundle: Path | None,
    ecgs: Path | None,
    precision: str,
    version: str,
) -> None:
    from export.importers.bundle import check_folder, import_bundle
    from export.models import Precision
    from export.parity import parity_table

    model = read()
    folder = bundle or FOLDER / model.origin.name
    check_folder(folder, model.origin)
    click.echo(model.origin.licence + ".", err=True)
    asked = None if precision == AUTO else Precision(precision)
    for choice in import_bundle(model, folder, ecgs, asked, version):
        click.echo(parity_table(choice.tried), nl=False)
        click.echo(f"{choice.engine} runs {choice.path.name}.\n")
    click.echo(f"Wrote {folder}.", err=True)

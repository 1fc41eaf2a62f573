"""``python -m benchmarks tabular``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS
from echo2ecg_edge.errors import EdgeError

SHARED = Path("../shared/ecg")
PTBXL, HOSPITALS = SHARED / "ptbxl_100hz", SHARED / "real"


@click.command()
@click.option(
    "--ptbxl",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=PTBXL if PTBXL.is_dir() else None,
    help="PTB-XL folder, official or packed.",
)
@click.option(
    "--external",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=HOSPITALS if HOSPITALS.is_dir() else None,
    help="Packed ECGs of several hospitals.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/tabular"),
    show_default=True,
    help="Where neurokit2's values are kept; a second run is quicker.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def tabular(ptbxl: Path | None, external: Path | None, work: Path, out: Path) -> None:
    """Measured rates and intervals of real ECGs, against their readers and against neurokit2."""
    from benchmarks.tabular.run import measure_tabular

    try:
        path = measure_tabular(ptbxl, external, work, out)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(path.read_text("utf-8"), nl=False)

"""``python -m benchmarks admission``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS
from echo2ecg_edge.errors import EdgeError

SHARED = Path("../shared/ecg")
PTBXL, HOSPITALS, PHONES = SHARED / "ptbxl_100hz", SHARED / "real", SHARED / "quality_cinc2011"
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option(
    "--ptbxl",
    type=FOLDER,
    default=PTBXL if PTBXL.is_dir() else None,
    help="PTB-XL folder, official or packed.",
)
@click.option(
    "--external",
    type=FOLDER,
    default=HOSPITALS if HOSPITALS.is_dir() else None,
    help="Packed ECGs of several hospitals.",
)
@click.option(
    "--phones",
    type=FOLDER,
    default=PHONES if PHONES.is_dir() else None,
    help="Packed phone ECGs of CinC 2011.",
)
@click.option("--patients", default=1000, show_default=True, help="Simulated patients.")
@click.option("--workers", default=2, show_default=True, help="Processes of one thread each.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def admission(
    ptbxl: Path | None,
    external: Path | None,
    phones: Path | None,
    patients: int,
    workers: int,
    out: Path,
) -> None:
    """What admission refuses: wrong units and rates, exchanged electrodes, paced hearts."""
    from benchmarks.admission.ecgs import read_sets
    from benchmarks.admission.run import measure_admission

    try:
        sets = read_sets(ptbxl, external, phones, patients)
        path = measure_admission(sets, workers, out)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(path.read_text("utf-8"), nl=False)

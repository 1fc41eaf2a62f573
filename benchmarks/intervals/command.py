"""``python -m benchmarks intervals``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS
from benchmarks.tabular.command import HOSPITALS, PTBXL, SHARED
from echo2ecg_edge.errors import EdgeError

PHONES = SHARED / "quality_cinc2011"


@click.command()
@click.option("--patients", default=1024, show_default=True, help="Simulated patients.")
@click.option("--seed", default=7, show_default=True, help="Of the simulated patients.")
@click.option(
    "--ptbxl",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=PTBXL if PTBXL.is_dir() else None,
    help="PTB-XL folder, official or packed; its tables are left out without.",
)
@click.option(
    "--external",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=HOSPITALS if HOSPITALS.is_dir() else None,
    help="Packed ECGs of several hospitals; their tables are left out without.",
)
@click.option(
    "--phones",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=PHONES if PHONES.is_dir() else None,
    help="Packed phone ECGs of CinC 2011; their rows are left out without.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def intervals(
    patients: int,
    seed: int,
    ptbxl: Path | None,
    external: Path | None,
    phones: Path | None,
    out: Path,
) -> None:
    """Errors of measured intervals and amplitudes, and how often urgent findings are shown."""
    from benchmarks.intervals.run import Folders, measure_intervals

    try:
        path = measure_intervals(patients, seed, Folders(ptbxl, external, phones), out)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(path.read_text("utf-8"), nl=False)

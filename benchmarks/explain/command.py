"""``python -m benchmarks explain``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS
from benchmarks.tabular.command import HOSPITALS, PTBXL
from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE


@click.command()
@click.option(
    "--bundle", default=DEFAULT_BUNDLE, show_default=True, help="A bundle's name or folder."
)
@click.option("--patients", default=200, show_default=True, help="Simulated patients.")
@click.option("--seed", default=81, show_default=True, help="Of the simulated patients.")
@click.option(
    "--ptbxl",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=PTBXL if PTBXL.is_dir() else None,
    help="PTB-XL folder, official or packed; its second recordings are left out without.",
)
@click.option(
    "--external",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=HOSPITALS if HOSPITALS.is_dir() else None,
    help="Packed ECGs of several hospitals; their tables are left out without.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def explain(
    bundle: str, patients: int, seed: int, ptbxl: Path | None, external: Path | None, out: Path
) -> None:
    """Do the seconds and leads that an explanation points at matter; do its intervals hold?"""
    from benchmarks.explain.run import measure_explain

    try:
        path = measure_explain(bundle, patients, seed, ptbxl, external, out)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(path.read_text("utf-8"), nl=False)

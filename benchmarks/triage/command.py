"""``python -m benchmarks triage``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS
from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE

PAIRS = Path("runs/full/pairs")


@click.command()
@click.option(
    "--bundle", default=DEFAULT_BUNDLE, show_default=True, help="A bundle's name or folder."
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=PAIRS,
    show_default=True,
    help="The pairs whose test split holds simulated patients.",
)
@click.option(
    "--repeats", type=click.IntRange(10), default=100, show_default=True, help="Sites of each kind."
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def triage(bundle: str, pairs: Path, repeats: int, out: Path) -> None:
    """Promised against observed referrals, prior shift, recalibration, estimated prevalence."""
    from benchmarks.triage.run import measure_triage

    try:
        path = measure_triage(bundle, pairs, repeats, out)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(path.read_text("utf-8"), nl=False)

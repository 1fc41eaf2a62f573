"""``python -m benchmarks quality``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS
from echo2ecg_edge.errors import EdgeError

SHARED = Path("../shared/ecg")


@click.command()
@click.option(
    "--phones",
    type=click.Path(path_type=Path),
    default=SHARED / "quality_cinc2011",
    show_default=True,
    help="Packed phone ECGs of CinC 2011.",
)
@click.option(
    "--ptbxl",
    type=click.Path(path_type=Path),
    default=SHARED / "ptbxl_100hz",
    show_default=True,
    help="PTB-XL folder, official or packed.",
)
@click.option(
    "--external",
    type=click.Path(path_type=Path),
    default=SHARED / "real",
    show_default=True,
    help="Packed ECGs of several hospitals.",
)
@click.option("--renew-card", is_flag=True, help="Only learn the runtime's scorecard anew.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def quality(phones: Path, ptbxl: Path, external: Path, renew_card: bool, out: Path) -> None:
    """Signal quality: agreement with people, injected faults, clean ECGs sent back."""
    from benchmarks.quality import run

    try:
        if renew_card:
            click.echo(run.renew_card(phones))
            return
        path = run.measure_quality(phones, ptbxl, external, out)
    except (EdgeError, FileNotFoundError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(path.read_text("utf-8"), nl=False)

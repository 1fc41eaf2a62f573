"""``python -m benchmarks resume``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS, write_results
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle


@click.command()
@click.option(
    "--bundle", default=DEFAULT_BUNDLE, show_default=True, help="A bundle's name or folder."
)
@click.option("--files", default=500, show_default=True, help="To screen.")
@click.option("--kills", default=100, show_default=True, help="Processes that are killed.")
@click.option(
    "--work",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    help="Folder on the disk to measure; a temporary one if left out.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def resume(bundle: str, files: int, kills: int, work: Path | None, out: Path) -> None:
    """Screen a folder by processes that are killed, and look for torn, lost and double results."""
    from benchmarks.resume.run import measure_resume, notes

    loaded = Bundle.load(bundle)
    rows = measure_resume(loaded, loaded.folder / "example.csv", files, kills, work)
    title = "Screening a folder, killed and gone on with"
    page = write_results("resume", title, notes(loaded, files, kills), rows, out)
    click.echo(page.read_text("utf-8"), nl=False)

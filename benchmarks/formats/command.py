"""``python -m benchmarks formats`` and ``python -m benchmarks fuzz``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS

FILES = Path("../shared/ecg/formats")


@click.command()
@click.option(
    "--files",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=FILES if FILES.is_dir() else None,
    help="A folder of real ECG files; only generated ones without.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def formats(files: Path | None, out: Path) -> None:
    """Every format: read by what, as what, with what verdict; files of one recording compared."""
    from benchmarks.formats.run import measure_formats

    click.echo(measure_formats(files, out).read_text("utf-8"), nl=False)


@click.command()
@click.option("--copies", default=2_000, show_default=True, help="Damaged copies of each format.")
@click.option(
    "--files",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=FILES if FILES.is_dir() else None,
    help="A folder of real ECG files, to splice pieces of.",
)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default="results")
def fuzz(copies: int, files: Path | None, out: Path) -> None:
    """Damaged copies of every format, and files made to exhaust, mislead or escape."""
    from benchmarks.formats.run import measure_fuzz

    click.echo(measure_fuzz(copies, files, out).read_text("utf-8"), nl=False)

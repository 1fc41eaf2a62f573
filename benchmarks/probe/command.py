"""``python -m benchmarks probe``."""

from pathlib import Path

import click

from benchmarks.tables import RESULTS
from echo2ecg_edge.errors import EdgeError

SHARED = Path("../shared/ecg/ptbxl_100hz")
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option(
    "--run",
    type=FOLDER,
    default=Path("runs/leftout"),
    show_default=True,
    help="The run without the statement; trained (half an hour and more) where it is not there.",
)
@click.option(
    "--full",
    type=FOLDER,
    default=Path("runs/full"),
    show_default=True,
    help="Of `python -m train full`, whose pairs that run is trained on.",
)
@click.option(
    "--ptbxl",
    type=FOLDER,
    default=SHARED if SHARED.is_dir() else None,
    required=not SHARED.is_dir(),
    help="PTB-XL, official or packed.",
)
@click.option("--statement", default="lafb", show_default=True, help="A statement of PTB-XL.")
@click.option(
    "--work",
    type=FOLDER,
    default=Path("runs/probe"),
    show_default=True,
    help="Where the encoder's bundle and vectors are kept.",
)
@click.option(
    "--trials",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    help="Small draws of each kind, to test the probe's interval; 3 s each, five kinds.",
)
@click.option("--out", type=FOLDER, default=RESULTS, show_default="results")
def probe(
    run: Path, full: Path, ptbxl: Path, statement: str, work: Path, trials: int, out: Path
) -> None:
    """A label that the encoder never saw, from 1, 10 and 100 % of PTB-XL; tested on fold 9."""
    from benchmarks.probe.run import measure_probe

    try:
        page = measure_probe(run, full, ptbxl, statement, work, trials, out)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(page.read_text("utf-8"), nl=False)

"""``python -m benchmarks accuracy``."""

from pathlib import Path
from typing import Any

import click

from benchmarks.tables import RESULTS
from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE
from echo2ecg_edge.model.engines import ENGINES

SHARED = Path("../shared/ecg")
FULL = Path("runs/full")


def _folder(name: str, usual: Path | None, words: str) -> Any:
    """Return the option of a folder whose usual place is only used where it is there."""
    return click.option(
        name,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=usual if usual is not None and usual.is_dir() else None,
        help=f"{words} Usually {usual}." if usual else words,
    )


@click.command()
@click.option(
    "--bundle", default=DEFAULT_BUNDLE, show_default=True, help="A bundle's name or folder."
)
@click.option("--engine", type=click.Choice(tuple(ENGINES)), default="onnx", show_default=True)
@_folder("--pairs", FULL / "pairs", "Pairs whose test split holds simulated patients.")
@_folder("--ptbxl", SHARED / "ptbxl_100hz", "PTB-XL, official or packed.")
@_folder("--external", SHARED / "real", "Packed ECGs of several hospitals.")
@_folder("--phones", SHARED / "quality_cinc2011", "Packed phone ECGs of CinC 2011.")
@_folder("--run", FULL / "student", "The run behind the bundle, for float32.")
@_folder("--teacher", None, "The run of an encoder to compare with.")
@click.option("--classical", is_flag=True, help="Boost classical features too; takes minutes.")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/accuracy"),
    show_default=True,
    help="Where classical features are kept.",
)
@click.option("--limit", type=click.IntRange(50), help="Only so many ECGs of each kind; no card.")
@click.option("--card/--no-card", default=True, show_default=True, help="Renew the bundle's card.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the page goes; benchmarks/results, and the folder of --work with --limit.",
)
def accuracy(out: Path | None, card: bool, **settings: Any) -> None:
    """Every figure of the bundle's card, on simulated and on real ECGs.

    A section whose data are not there says so. PTB-XL is tested on fold 10, or on fold 9 where
    fold 10 is not there; the bundle was trained on neither.
    """
    from benchmarks.accuracy.run import measure_accuracy
    from benchmarks.accuracy.settings import Bench

    bench = Bench(**settings)
    is_look = bench.limit is not None
    out = out or (bench.work if is_look else RESULTS)
    try:
        path = measure_accuracy(bench, out, card=card and not is_look)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(path.read_text("utf-8"), nl=False)

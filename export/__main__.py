"""``python -m export``: pack a training run as a bundle."""

import logging
import os
import warnings
from pathlib import Path

import click

from echo2ecg_edge.errors import EdgeError

NAME = "edge-1"
PRECISIONS = ("int8", "float32")


@click.command()
@click.option(
    "--run",
    type=click.Path(path_type=Path, exists=True),
    default=Path("runs/quick"),
    show_default=True,
    help="A training run.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("runs/export"),
    show_default=True,
    help="Where fp32 models and the parity report go.",
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    help=f"The bundle folder to write; its name is the bundle's.  [default: RUN/bundle/{NAME}]",
)
@click.option(
    "--version", "bundle_version", default="2.0.0", show_default=True, help="Version of the model."
)
@click.option(
    "--precision",
    type=click.Choice(PRECISIONS),
    default=PRECISIONS[0],
    show_default=True,
    help="float32 for a bundle to compare with; it is larger and slower.",
)
def main(run: Path, work: Path, bundle: Path | None, bundle_version: str, precision: str) -> None:
    """Convert a trained student to ONNX and TFLite, check parity, and write the bundle."""
    _quiet()
    from export.bundle import export_bundle
    from export.models import Precision
    from export.parity import parity_table

    folder = bundle or run / "bundle" / NAME
    try:
        parity = export_bundle(run, work, folder, bundle_version, Precision(precision))
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(parity_table(parity), nl=False)
    click.echo(f"Wrote {folder}.", err=True)


def _quiet() -> None:
    """The converters log every pass; only our own lines and real warnings are of interest."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.filterwarnings("ignore", category=UserWarning)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("export").setLevel(logging.INFO)


if __name__ == "__main__":
    main()

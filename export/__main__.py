"""``python -m export``: pack a training run as a bundle."""

import logging
import os
import warnings
from pathlib import Path

import click

from echo2ecg_edge.errors import EdgeError

DEFAULT = Path(__file__).resolve().parents[1] / "echo2ecg_edge" / "bundles" / "simulated-1"


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
    "--bundle", type=click.Path(path_type=Path), default=DEFAULT, help="The bundle folder to write."
)
@click.option(
    "--version", "bundle_version", default="1.1.0", show_default=True, help="Version of the model."
)
def main(run: Path, work: Path, bundle: Path, bundle_version: str) -> None:
    """Convert a trained student to int8 ONNX and TFLite, check parity, and write the bundle."""
    _quiet()
    from export.bundle import export_bundle
    from export.parity import parity_table

    try:
        parity = export_bundle(run, work, bundle, bundle_version)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(parity_table(parity), nl=False)
    click.echo(f"Wrote {bundle}.", err=True)


def _quiet() -> None:
    """The converters log every pass; only our own lines and real warnings are of interest."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.filterwarnings("ignore", category=UserWarning)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("export").setLevel(logging.INFO)


if __name__ == "__main__":
    main()

"""``python -m export import``: a published checkpoint -> a bundle."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from export.importers.finishing import FILE, finished_import

if TYPE_CHECKING:
    from export.importers.imported import Imported


@click.group("import")
def import_group() -> None:
    """Turn a published checkpoint, which you bring, into a bundle.

    Nothing in a file is executed, and nothing is written where something is wrong with it.
    """


@import_group.command("echonext-mini")
@click.argument("weights", type=FILE)
@click.option(
    "--normalisation",
    type=FILE,
    help="waveform_normalization_params.json.  [default: the published numbers]",
)
@click.option(
    "--tabular",
    type=FILE,
    help="Scale of the tabular inputs as JSON.  [default: the published numbers]",
)
@click.option(
    "--microvolts-per-unit",
    type=click.FloatRange(min=0, min_open=True),
    default=4.88,
    show_default=True,
    help="Unit of the normalisation: what one step of the recorder is.",
)
@finished_import
def echonext_mini(
    weights: Path, normalisation: Path | None, tabular: Path | None, microvolts_per_unit: float
) -> "Imported":
    """Import EchoNext-Mini: WEIGHTS is its weights.pt. It screens for twelve labels."""
    from export.importers.echonext import read_echonext

    return read_echonext(weights, normalisation, tabular, microvolts_per_unit)


@import_group.command("echo2ecg")
@click.argument("encoder", type=FILE)
@click.argument("aggregator", type=FILE)
@click.option(
    "--rate",
    type=click.FloatRange(min=0, min_open=True),
    default=400.0,
    show_default=True,
    help="Rate in Hz that ECGs are brought to.",
)
@finished_import
def echo2ecg(encoder: Path, aggregator: Path, rate: float) -> "Imported":
    """Import Echo2ECG: ENCODER is ecg_multimodal.ckpt, AGGREGATOR token_aggregator.ckpt."""
    from export.importers.echo2ecg import read_echo2ecg

    return read_echo2ecg(encoder, aggregator, rate)


@import_group.command("echoingecg")
@click.argument("checkpoint", type=FILE)
@click.argument("scaler", type=FILE, required=False)
@finished_import
def echoingecg(checkpoint: Path, scaler: Path | None) -> "Imported":
    """Import EchoingECG: CHECKPOINT is echoingecg.pt, SCALER its lead scaler as JSON."""
    from export.importers.echoingecg import read_echoingecg

    return read_echoingecg(checkpoint, scaler)

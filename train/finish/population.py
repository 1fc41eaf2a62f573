"""The population: scores and truths of validation patients, to foretell what a policy does."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from echo2ecg_edge.model import manifest as m
from train.finish.chosen import Chosen
from train.finish.odd import some
from train.finish.part import Floats

MOST_PATIENTS = 8000
"""They travel with the bundle: 200 kB."""


def write_population(chosen: Chosen, path: Path) -> str:
    """Write ``population.npz`` from the patients that thresholds were chosen on, and name them."""
    hearts = chosen.hearts
    rows = some(np.arange(len(hearts.rows)), MOST_PATIENTS)
    pack_population(path, chosen.labels, hearts.logits[rows], hearts.labels[rows], hearts.data)
    return f"{len(rows)} {hearts.data}"


def pack_population(
    path: Path, specs: Sequence[m.LabelSpec], logits: Floats, truth: Floats, data: str
) -> None:
    """Write calibrated log-odds and truths.

    Args:
        path: Of the ``.npz`` file.
        specs: Hold the calibration.
        logits: Of the model, shape (patients, labels).
        truth: 0 or 1, same shape.
        data: Who they are, for people.
    """
    slope = np.array([spec.calibration.slope for spec in specs])
    intercept = np.array([spec.calibration.intercept for spec in specs])
    log_odds = (slope * logits.astype(np.float64) + intercept).astype(np.float16)
    np.savez_compressed(
        path, log_odds=log_odds, truth=(truth > 0).astype(np.uint8), data=np.array(data)
    )

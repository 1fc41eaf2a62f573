"""A few made-up ECGs in the exact layout of EchoNext: arrays of z-scores and a metadata table."""

import csv
import json
from pathlib import Path

import numpy as np

from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.leads import LEADS

RATE, SAMPLES = 250, 2500
MV_PER_UNIT = 0.00488
MEAN = np.linspace(-4, 5, 12)
SD = np.linspace(26, 56, 12)
TABULAR_MEAN, TABULAR_SD = (
    [0, 61, 83, 89, 143, 95, 453],
    [1, 16, 20, 44, 58, 22, 40],
)
SPLITS = {"train": ["a", "a", "b"], "val": ["c"], "test": ["d", "e"], "no_split": ["c", "f"]}
"""Split -> the patient of each row; patient c of no_split is held out elsewhere."""
CORRUPT = ("train", 2)
"""A row of NaN."""
WORDED = {key: f"{key}_flag".replace("moderate_severe", "moderate_or_greater") for key in
          STRUCTURAL_LABELS} | {"shd": "shd_moderate_or_greater_flag"}  # fmt: skip
"""Label key -> the column of the release."""


def write_mini_echonext(
    folder: Path, *, with_patients: bool = True, worded: bool = True, more: int = 0
) -> Path:
    """Write arrays and metadata.

    Args:
        folder: To make.
        with_patients: Whether the table names patients.
        worded: Whether label columns are named as in the release, or by the plain keys.
        more: Further patients of train, val and test each: enough to train on; every
            third has all that there is.
    """
    folder.mkdir(parents=True)
    columns = [WORDED[key] if worded else key for key in STRUCTURAL_LABELS]
    lines = []
    for split, first in SPLITS.items():
        extra = 0 if split == "no_split" else more
        patients = [*first, *(f"{split}-{number}" for number in range(extra))]
        waveforms = np.stack([zscores(split, row) for row in range(len(patients))])
        np.save(folder / f"EchoNext_{split}_waveforms.npy", waveforms)
        tabular = np.zeros((len(patients), 7))
        tabular[:, 0], tabular[:, 1], tabular[:, 2] = 1, -1, 0.5
        # Neither atrial rate nor PR was measured: zero before standardising.
        tabular[:, 3:5] = -np.array(TABULAR_MEAN[3:5]) / TABULAR_SD[3:5]
        np.save(folder / f"EchoNext_{split}_tabular_features.npy", tabular)
        for row, who in enumerate(patients):
            sick = {"lvef_lte_45", "shd"} if row < len(first) else set(STRUCTURAL_LABELS)
            flags = ["1" if row % 3 == 1 and key in sick else "0" for key in STRUCTURAL_LABELS]
            lines.append([f"{split}{row}", *([who] if with_patients else []), split, *flags])
    who = ["patient_key"] if with_patients else []
    with (folder / "EchoNext_metadata_100k.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["ecg_key", *who, "split", *columns], *lines])
    return folder


def zscores(split: str, row: int) -> np.ndarray:
    """Shape (1, 2500, 12); lead k is a sine of 2 + k Hz, V6 of row 1 never moves."""
    time = np.arange(SAMPLES) / RATE
    waves = np.stack([np.sin(2 * np.pi * (2 + lead) * time) for lead in range(len(LEADS))], axis=1)
    if row == 1:
        waves[:, 11] = 0.25
    if (split, row) == CORRUPT:
        waves[7, 3] = np.nan
    return waves[None]


def write_constants(path: Path, **changes: object) -> Path:
    """Write the constants as JSON; None takes one away."""
    held: dict[str, object] = {"mean": MEAN.tolist(), "sd": SD.tolist(), "mv_per_unit": MV_PER_UNIT}
    kept = {key: value for key, value in (held | changes).items() if value is not None}
    path.write_text(json.dumps(kept))
    return path

"""The ECGs that export needs: for parity, and for the ranges of int8."""

from pathlib import Path

import numpy as np

from train.families import Families
from train.finish.odd import some
from train.finish.part import heart_rows, reading_rows
from train.pairs import Pairs

MOST_HEARTS, MOST_READINGS = 2500, 1500
CALIBRATION_ECGS = 2048


def write_validation(pairs: Pairs, path: Path) -> None:
    """Write ``validation.npz``: ECGs with structural labels, then real ones with findings."""
    families = Families.of(pairs.about.label_names)
    hearts = some(heart_rows(pairs, "validation"), MOST_HEARTS)
    readings = some(np.setdiff1d(reading_rows(pairs, "validation"), hearts), MOST_READINGS)
    rows = np.concatenate([hearts, readings])
    np.savez_compressed(
        path,
        ecg=pairs.ecg[rows],
        labels=pairs.labels[np.ix_(rows, families.labels)],
        findings=pairs.labels[np.ix_(rows, families.findings)],
        has_labels=pairs.known[np.ix_(rows, families.labels)].any(1),
        has_findings=pairs.known[np.ix_(rows, families.findings)].any(1),
    )


def write_calibration(pairs: Pairs, path: Path) -> None:
    """Write ``calibration.npz``: training ECGs, half of them real where there are real ones."""
    readings = some(reading_rows(pairs, "train"), CALIBRATION_ECGS // 2)
    others = np.setdiff1d(heart_rows(pairs, "train"), readings)
    rows = np.concatenate([readings, some(others, CALIBRATION_ECGS - len(readings))])
    np.savez_compressed(path, ecg=pairs.ecg[rows])

"""Test ECGs of a folder of PTB-XL."""

from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.section import REAL
from echo2ecg_edge.signal import SignalSpec
from train.datasets import ptbxl_official, ptbxl_packed
from train.datasets.findings import FINDING_LABELS, finding_labels
from train.datasets.ptbxl import Layout, layout_of
from train.datasets.ptbxl_pairs import read_rows
from train.pairs.row import PairRow

TEST_FOLDS: Final = (10, 9)
"""The first of these that a folder of PTB-XL holds; a bundle was trained on neither."""


def ptbxl_ecgs(folder: Path, spec: SignalSpec) -> Ecgs:
    """Read the test fold of PTB-XL, cleaned as in training.

    Raises:
        CallError: The folder does not hold PTB-XL.
    """
    reader = ptbxl_official if layout_of(folder) is Layout.OFFICIAL else ptbxl_packed
    held = {row.fold for row in reader.read_table(folder)}
    fold = next(fold for fold in TEST_FOLDS if fold in held)
    read = [(statements, row) for _, statements, row in read_rows(folder, spec, {fold: "test"})]
    rows = [(statements, row) for statements, row in read if isinstance(row, PairRow)]
    labels = np.array([[*finding_labels(statements).values()] for statements, _ in rows], bool)
    return Ecgs(
        data=REAL,
        name=fold_name(fold),
        ecg=np.stack([row.ecg.astype(np.float16) for _, row in rows]),
        patient=np.array([row.patient for _, row in rows]),
        age_years=np.array([row.age_years for _, row in rows], np.float32),
        female=np.array(
            [np.nan if row.female is None else row.female for _, row in rows], np.float32
        ),
        af=labels[:, FINDING_LABELS.index("afib")].astype(np.float32),
        keys=FINDING_LABELS,
        labels=labels,
        lvef=np.full(len(rows), np.nan, np.float32),
    )


def fold_name(fold: int) -> str:
    """Return what the ECGs of a fold are called."""
    return f"real ECGs of PTB-XL fold {fold}"

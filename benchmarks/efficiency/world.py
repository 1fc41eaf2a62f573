"""Worlds: simulated patients with echo labels, and real ECGs with their readers' labels."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train.datasets.ptbxl_pairs import (
    SUPERCLASS_LABELS,
    WITHOUT_FOLD_10,
    ptbxl_about,
    ptbxl_rows,
)
from train.evaluate.intervals import Resampling
from train.pairs import Pairs
from train.pairs.read import open_pairs, read_about
from train.pairs.write import write_pairs

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Name(StrEnum):
    """The worlds; the value is the folder of their pairs."""

    SIMULATED = "pairs"
    REAL = "ptbxl"


TITLES = {
    Name.SIMULATED: "simulated patients, 12 structural labels",
    Name.REAL: "PTB-XL, 5 super-classes of ECG readings",
}
KNOWLEDGE = {Name.SIMULATED: "simulated", Name.REAL: "real ECG readings"}


@dataclass(frozen=True, slots=True)
class World:
    """What is learned from, and judged on.

    Attributes:
        pairs: The data.
        names: Keys of the labels.
        train: Training rows, ascending.
        labels: Of these rows, shape (train rows, labels).
        test: Test rows, ascending.
        truth: Of these rows, shape (test rows, labels).
        resampling: Of the test patients; the same for every result, so that results are paired.
    """

    pairs: Pairs
    names: tuple[str, ...]
    train: Rows
    labels: Flags
    test: Rows
    truth: Flags
    resampling: Resampling


def open_world(name: Name, work: Path, resamples: int) -> World:
    """Open the pairs of a world.

    Raises:
        CallError: They are not there.
    """
    pairs = open_pairs(work / name)
    names = pairs.about.label_names if name is Name.SIMULATED else SUPERCLASS_LABELS
    columns = [pairs.about.label_names.index(one) for one in names]
    train, test = pairs.rows("train"), pairs.rows("test")
    labels = pairs.labels[:, columns] > 0
    resampling = Resampling.of(pairs.patient[test], resamples)
    return World(pairs, names, train, labels[train], test, labels[test], resampling)


def write_real(ptbxl: Path, work: Path) -> None:
    """Clean PTB-XL as the simulated ECGs were, where that is not done; fold 10 is left alone."""
    if (work / Name.REAL).is_dir():
        return
    spec = read_about(work / Name.SIMULATED).spec
    rows = ptbxl_rows(ptbxl, spec, WITHOUT_FOLD_10)
    write_pairs(work / Name.REAL, ptbxl_about(ptbxl, spec), rows)

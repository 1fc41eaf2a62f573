"""Test ECGs of pairs on disk."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.ecgs import Ecgs, Flags
from benchmarks.accuracy.ptbxl import TEST_FOLDS, fold_name
from benchmarks.section import REAL, SIMULATED
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.signal import SignalSpec
from train.datasets.findings import FINDING_LABELS
from train.pairs import Knowledge, Pairs, open_pairs


def fitting_pairs(folder: Path, spec: SignalSpec) -> Pairs:
    """Open pairs whose ECGs were cleaned as a bundle asks for.

    Raises:
        CallError: There are none, or they were cleaned in another way.
    """
    pairs = open_pairs(folder)
    if pairs.about.spec != spec:
        raise CallError(
            f"The ECGs in {folder} were not cleaned as this bundle asks for.",
            "Give the pairs that its run was trained on: --pairs.",
        )
    return pairs


def structural_ecgs(pairs: Pairs, split: str = "test", most: int | None = None) -> Ecgs:
    """Return patients whose hearts are known and findings are not: no drawn heart among them.

    Args:
        pairs: The data; its patients are simulated unless it says that they are real.
        split: Which split.
        most: How many patients at most; None for all.
    """
    keys = tuple(STRUCTURAL_LABELS)
    rows = pairs.rows(split)
    rows = rows[_knows(pairs, keys)[rows] & ~_knows(pairs, FINDING_LABELS)[rows]][:most]
    data = REAL if pairs.about.knowledge is Knowledge.REAL else SIMULATED
    return _of_pairs(pairs, rows, keys, data, f"{data} {split} patients")


def finding_ecgs(pairs: Pairs) -> Ecgs:
    """Return the real ECGs of the test split, whose findings a reader stated."""
    rows = pairs.rows("test")
    rows = rows[_knows(pairs, FINDING_LABELS)[rows]]
    ecgs = _of_pairs(pairs, rows, FINDING_LABELS, REAL, fold_name(TEST_FOLDS[-1]))
    return replace(ecgs, af=ecgs.has("afib").astype(np.float32)) if len(rows) else ecgs


def _knows(pairs: Pairs, keys: tuple[str, ...]) -> Flags:
    """Return which rows answer all of these labels, shape (rows,)."""
    names = pairs.about.label_names
    if not set(keys) <= set(names):
        return np.zeros(len(pairs), bool)
    return np.asarray(pairs.known[:, [names.index(key) for key in keys]].all(1))


def _of_pairs(
    pairs: Pairs, rows: NDArray[np.int64], keys: tuple[str, ...], data: str, name: str
) -> Ecgs:
    columns = [pairs.about.label_names.index(key) for key in keys] if len(rows) else []
    lvef = np.full(len(rows), np.nan, np.float32)
    if "lvef" in pairs.about.measure_names:
        lvef = pairs.measures[rows, pairs.about.measure_names.index("lvef")]
    return Ecgs(
        data=data,
        name=name,
        ecg=pairs.ecg[rows],
        patient=pairs.patient[rows],
        age_years=pairs.age_years[rows],
        female=pairs.female[rows],
        af=pairs.af[rows],
        keys=keys,
        labels=pairs.labels[np.ix_(rows, columns)] > 0,
        lvef=lvef,
    )

"""Folds of patients: each holds its share of those with the label, and of those without."""

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


def patients_with(truth: Flags, patient: Places) -> Flags:
    """Return who has the label on one ECG or more.

    Args:
        truth: Shape (ECGs,).
        patient: Number of the patient of each ECG, from 0.
    """
    return np.bincount(patient, weights=truth) > 0


def folds_of(truth: Flags, patient: Places, folds: int, rng: np.random.Generator) -> Places:
    """Deal patients out, with all their ECGs.

    Args:
        truth: Shape (ECGs,).
        patient: Number of the patient of each ECG, from 0, none left out.
        folds: How many; fewer where there are fewer patients with the label, or without.
        rng: Shuffles.

    Returns:
        Fold of each ECG, from 0, shape (ECGs,).
    """
    has = patients_with(truth, patient)
    folds = min(folds, int(has.sum()), int((~has).sum()))
    fold = np.empty(len(has), np.int64)
    dealt = 0
    for kind in (has, ~has):
        who = rng.permutation(np.flatnonzero(kind))
        fold[who] = (dealt + np.arange(len(who))) % folds
        dealt += len(who)  # the next kind goes on where this one ended, so that folds are as large
    return fold[patient]

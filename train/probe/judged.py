"""How good a head is: every ECG is judged by heads that saw no ECG of its patient."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from train.probe.folds import Flags, Places, folds_of
from train.probe.learn import FOLDS, Floats, learn

JUDGEMENTS: Final = 2000
"""About so many log odds are computed: few ECGs are divided into folds again and again."""
MOST_REPEATS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What heads said of ECGs of patients they had not seen, with the whole of learning repeated.

    Attributes:
        truth: Shape (ECGs,).
        patient: Number of the patient of each ECG.
        log_odds: Calibrated, shape (repeats, ECGs); each head's shifted to the mean of all.
        fold: Which head said it, same shape; log odds of two heads are not quite on one scale.
    """

    truth: Flags
    patient: Places
    log_odds: NDArray[np.float64]
    fold: Places


def judge(embedding: Floats, truth: Flags, patient: Places, seed: int) -> Judged:
    """Divide the patients into folds, learn without one of them, and ask about its ECGs.

    C and the calibration of each head are chosen within the ECGs it learns from. Few ECGs put the
    intercept of every head somewhere else, so all are shifted to the same mean over these ECGs,
    which needs no label.

    Args:
        embedding: As the graph gives it, shape (ECGs, dimensions).
        truth: Shape (ECGs,).
        patient: Number of the patient of each ECG, from 0, none left out.
        seed: Of all divisions.
    """
    repeats = int(np.clip(JUDGEMENTS // len(truth), 1, MOST_REPEATS))
    said, folds = np.empty((repeats, len(truth))), np.empty((repeats, len(truth)), np.int64)
    means = list[float]()
    for repeat in range(repeats):
        rng = np.random.default_rng([seed, repeat])
        folds[repeat] = folds_of(truth, patient, FOLDS, rng)
        for fold in np.unique(folds[repeat]):
            out = folds[repeat] == fold
            others = np.unique(patient[~out], return_inverse=True)[1]
            odds = learn(embedding[~out], truth[~out], others, rng).log_odds(embedding)
            means.append(float(odds.mean()))
            said[repeat, out] = odds[out] - means[-1]
    return Judged(truth, patient, said + np.mean(means), folds)

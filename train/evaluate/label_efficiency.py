"""Label efficiency: how good with 0.1, 1, 10 and 100 % of the training patients' labels.

Patients are shuffled and the first share of them taken, with all their rows; smaller shares lie
within larger ones of the same draw. Where a label would have no positive (or no negative) row among
them, the first patient in that order who has one is added, so that every label can be learned; the
numbers of rows are reported. All patients are drawn once only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.evaluate.discrimination import area_under_roc

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]
FitAndScore = Callable[[Rows], Floats]
"""Training rows, ascending -> scores of the test rows, shape (test rows, labels).

Anything that learns from rows can be put through the same draws: a probe, fine-tuning, training
from scratch.
"""
SHARES = (0.001, 0.01, 0.1, 1.0)


@dataclass(frozen=True, slots=True)
class Share:
    """What was reached with a share of the training patients.

    Attributes:
        share: Of the patients.
        rows: Training rows of each draw.
        values: Macro AUROC of each draw.
    """

    share: float
    rows: tuple[int, ...]
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean over draws."""
        return float(np.mean(self.values))

    @property
    def sd(self) -> float:
        """Spread over draws; NaN for a single one."""
        return float(np.std(self.values, ddof=1)) if len(self.values) > 1 else float("nan")


def draw(labels: Flags, patient: NDArray[np.generic], share: float, seed: int) -> Rows:
    """Draw a share of the patients; see above for the rule.

    Args:
        labels: Shape (rows, labels).
        patient: Shape (rows,).
        share: 0 to 1.
        seed: Of the draw.

    Returns:
        Positions in ``patient``, ascending.
    """
    names, number = np.unique(patient, return_inverse=True)
    order = np.random.default_rng(seed).permutation(len(names))
    place = np.empty(len(names), np.int64)
    place[order] = np.arange(len(names))
    turn = place[number]
    chosen = turn < max(round(share * len(names)), 1)
    for column in labels.T:
        for wanted in (column, ~column):
            if wanted.any() and not (wanted & chosen).any():
                chosen |= turn == turn[wanted].min()
    return np.flatnonzero(chosen)


def label_efficiency(
    fit_and_score: FitAndScore,
    rows: Rows,
    labels: Flags,
    patient: NDArray[np.generic],
    test_labels: Flags,
    *,
    shares: Sequence[float] = SHARES,
    draws: int = 5,
    seed: int = 0,
) -> tuple[Share, ...]:
    """Put a way of learning through every share and draw.

    Args:
        fit_and_score: The way of learning.
        rows: Training rows, shape (train rows,), as ``fit_and_score`` knows them.
        labels: Of these rows, shape (train rows, labels).
        patient: Of these rows, shape (train rows,).
        test_labels: Shape (test rows, labels).
        shares: Of the training patients.
        draws: Per share.
        seed: Of the first draw.
    """
    reached = []
    for share in shares:
        chosen = [
            rows[draw(labels, patient, share, seed + number)]
            for number in range(draws if share < 1 else 1)
        ]
        values = tuple(macro_auroc(test_labels, fit_and_score(one)) for one in chosen)
        reached.append(Share(share, tuple(len(one) for one in chosen), values))
    return tuple(reached)


def macro_auroc(labels: Flags, scores: Floats) -> float:
    """Mean AUROC over the labels of which the rows have both classes; NaN without any."""
    values = [area_under_roc(truth, score) for truth, score in zip(labels.T, scores.T, strict=True)]
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")

"""Few shots: what N positive and N negative ECGs of a label are enough for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.evaluate.discrimination import area_under_roc
from train.evaluate.probe import Scaler, fit_logistic, log_odds_of

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
SHOTS = (1, 4, 16, 64)
STRENGTH = 0.003
"""C of the logistic regression: fixed, as there is nothing to choose it on."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What N positives and N negatives reached, one value a draw."""

    shots: int
    auroc: tuple[float, ...]
    balanced_accuracy: tuple[float, ...]


def few_shot(
    train_x: Floats,
    train_y: Flags,
    test_x: Floats,
    test_y: Flags,
    *,
    shots: Sequence[int] = SHOTS,
    draws: int = 10,
    seed: int = 0,
) -> tuple[Shot, ...]:
    """Fit a logistic regression to a few rows of one label, several times.

    Features are scaled by all training rows, which needs no label. As many positives as negatives
    are shown, so the threshold for balanced accuracy is a probability of one half.

    Args:
        train_x: Frozen features, shape (train rows, size).
        train_y: One label, shape (train rows,).
        test_x: Shape (test rows, size).
        test_y: Shape (test rows,).
        shots: Numbers N; those above the number of positives or negatives are left out.
        draws: Per N.
        seed: Of the draws.
    """
    scale = Scaler.of(train_x)
    train, test = scale(train_x), scale(test_x)
    sick, well = np.flatnonzero(train_y), np.flatnonzero(~train_y)
    reached = []
    for count in shots:
        if count > min(len(sick), len(well)):
            continue
        rng = np.random.default_rng([seed, count])
        areas, balances = [], []
        for _ in range(draws):
            shown = np.concatenate([rng.choice(one, count, replace=False) for one in (sick, well)])
            score = log_odds_of(fit_logistic(train[shown], train_y[shown], STRENGTH), test)
            areas.append(area_under_roc(test_y, score))
            balances.append(balanced_accuracy(test_y, score >= 0))
        reached.append(Shot(count, tuple(areas), tuple(balances)))
    return tuple(reached)


def balanced_accuracy(truth: Flags, called: Flags) -> float:
    """Mean of sensitivity and specificity; NaN without both classes."""
    if truth.all() or not truth.any():
        return float("nan")
    return float(called[truth].mean() + (~called)[~truth].mean()) / 2

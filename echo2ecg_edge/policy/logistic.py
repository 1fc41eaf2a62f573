"""A logistic line through a label's log-odds: its slope is drawn to 1, its shift is free."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.odds import Floats, chances

Flags = NDArray[np.bool_]

SPREAD: Final = 0.25
"""Standard deviation of the slopes that are expected around 1. With it, shift and slope together
did no worse than a shift alone at any number of results from 50 up, and much better where a model's
scores are too bold or too timid (``python -m benchmarks triage``)."""
FOLDS: Final = 10
STEPS: Final = 50
CLOSE: Final = 1e-9
SMALLEST: Final = 1e-9


def fit(odds: Floats, has_it: Flags) -> tuple[float, float]:
    """Fit slope and shift by Newton's method.

    Args:
        odds: Log-odds as the model says them, shape (n,).
        has_it: What the echo showed, shape (n,); both kinds among them.

    Source:
        A logistic recalibration (Cox, "Two further applications of a model for binary regression",
        Biometrika 1958) with a normal prior on the slope.
    """
    line = np.array([1.0, 0.0])
    design = np.stack([odds, np.ones_like(odds)], 1)
    prior = np.diag([SPREAD**-2, 0.0])
    for _ in range(STEPS):
        found = chances(design @ line)
        gradient = design.T @ (has_it - found) - prior @ (line - (1.0, 0.0))
        curvature = (design * (found * (1 - found))[:, None]).T @ design + prior
        step = np.linalg.solve(curvature + SMALLEST * np.eye(2), gradient)
        # Shortened, because far from the optimum a full step overshoots.
        line = line + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < CLOSE:
            break
    return float(line[0]), float(line[1])


def unseen(odds: Floats, has_it: Flags) -> Floats:
    """Return each one's probability by a line fitted without a tenth that holds it, shape (n,).

    The tenths are even in score, but not in outcome: that would give away how common it is.
    """
    fold = np.empty(len(odds), np.int64)
    fold[np.argsort(odds, kind="stable")] = np.arange(len(odds)) % FOLDS
    probability = np.empty(len(odds))
    for number in range(FOLDS):
        out = fold == number
        slope, shift = fit(odds[~out], has_it[~out])
        probability[out] = chances(slope * odds[out] + shift)
    return probability

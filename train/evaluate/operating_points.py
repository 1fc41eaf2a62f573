"""Operating points: the probability at which a label has a wanted sensitivity or specificity."""

import numpy as np
from numpy.typing import NDArray


def at_sensitivity(
    positive: NDArray[np.float32], probability: NDArray[np.float64], sensitivity: float
) -> float:
    """Highest threshold that still finds this share of the positives (``>=`` finds)."""
    found = np.sort(probability[positive.astype(bool)])
    return float(found[int(np.floor((1 - sensitivity) * len(found)))])


def at_specificity(
    positive: NDArray[np.float32], probability: NDArray[np.float64], specificity: float
) -> float:
    """Lowest threshold that spares this share of the negatives (``>=`` finds)."""
    spared = np.sort(probability[~positive.astype(bool)])
    index = min(int(np.ceil(specificity * len(spared))), len(spared) - 1)
    return float(spared[index])


def at_best_balance(positive: NDArray[np.generic], score: NDArray[np.floating]) -> float:
    """Threshold of the highest balanced accuracy (``>=`` finds); the lowest one of several.

    Args:
        positive: 0/1, shape (rows,), both classes present.
        score: Shape (rows,).
    """
    truth = positive.astype(bool)
    candidates = np.unique(score)
    missed = np.searchsorted(np.sort(score[truth]), candidates, "left") / truth.sum()
    spared = np.searchsorted(np.sort(score[~truth]), candidates, "left") / (~truth).sum()
    return float(candidates[np.argmax(spared - missed)])

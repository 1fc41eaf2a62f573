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

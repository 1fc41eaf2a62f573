"""k nearest neighbours on frozen features. Source: Echo2ECG (k = 5, Euclidean).

With k = 5 there are only six score levels, so AUROC is compressed: read the probe beside it.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
K = 5
BLOCK = 256


def neighbours(train_x: Floats, test_x: Floats, k: int = K) -> NDArray[np.int64]:
    """Return the k nearest training rows of each test row, in no particular order.

    Args:
        train_x: Shape (train rows, size).
        test_x: Shape (test rows, size).
        k: How many; fewer where there are fewer training rows.

    Returns:
        Shape (test rows, k).
    """
    k = min(k, len(train_x))
    # Distances do not change with the origin, but their rounding error does.
    centre = train_x.mean(axis=0)
    train_x, test_x = train_x - centre, test_x - centre
    half_square = (train_x**2).sum(axis=1) / 2
    found = np.empty((len(test_x), k), np.int64)
    for first in range(0, len(test_x), BLOCK):
        near = half_square - test_x[first : first + BLOCK] @ train_x.T
        found[first : first + BLOCK] = np.argpartition(near, k - 1, axis=1)[:, :k]
    return found


def knn_scores(train_x: Floats, train_y: NDArray[np.generic], test_x: Floats, k: int = K) -> Floats:
    """Return the share of positives among the neighbours, shape (test rows, labels).

    Args:
        train_x: Shape (train rows, size).
        train_y: 0/1, shape (train rows, labels).
        test_x: Shape (test rows, size).
        k: Neighbours.
    """
    votes = train_y.astype(np.float32)[neighbours(train_x, test_x, k)]
    return np.asarray(votes.mean(axis=1))

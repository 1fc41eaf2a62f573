"""How well an echo measure is predicted: mean absolute error, R squared."""

import numpy as np
from numpy.typing import NDArray

from train.evaluate.figures import Figure, Weights, mean_of, ratio


def absolute_error_figure(truth: NDArray[np.floating], predicted: NDArray[np.floating]) -> Figure:
    """Return the mean absolute error, in the measure's unit."""
    return mean_of(np.abs(truth - predicted))


def r_squared_figure(truth: NDArray[np.floating], predicted: NDArray[np.floating]) -> Figure:
    """Return 1 - squared error / variance; below 0 where the mean would be a better guess."""
    # Centred, because the variance is a difference of two sums.
    centred = truth.astype(np.float64) - truth.mean(dtype=np.float64)
    square, error = centred**2, (truth - predicted).astype(np.float64) ** 2

    def figure(weights: Weights) -> NDArray[np.float64]:
        rows = weights.sum(1)
        mean = ratio(weights @ centred, rows)
        variance = ratio(weights @ square, rows) - mean**2
        return 1 - ratio(ratio(weights @ error, rows), variance)

    return figure


def spearman_figure(one: NDArray[np.floating], other: NDArray[np.floating]) -> Figure:
    """Return Spearman's rank correlation; resamples keep the ranks of the whole set."""
    from scipy.stats import rankdata

    a, b = (rankdata(values) / len(values) - 0.5 for values in (one, other))
    sums = np.stack([a, b, a * a, b * b, a * b], 1)

    def figure(weights: Weights) -> NDArray[np.float64]:
        mean_a, mean_b, aa, bb, ab = (weights @ sums).T / weights.sum(1)
        spread = np.maximum((aa - mean_a**2) * (bb - mean_b**2), 0)
        fine = np.where(spread > 1e-20, spread, 0)
        return ratio(ab - mean_a * mean_b, np.sqrt(fine))

    return figure

"""Figures: what a metric is, so that it can be resampled quickly.

A figure is a function of row weights: how often a resample drew each row. Written that way, 2,000
resamples are a few passes over one matrix, and two figures of the same draws can be subtracted.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]
"""How often each row was drawn, shape (resamples, rows)."""
Figure = Callable[[Weights], NDArray[np.float64]]
"""Weights -> one value a resample; NaN where it cannot be computed."""


def on(rows: NDArray[np.int64] | NDArray[np.bool_], figure: Figure) -> Figure:
    """Return the figure of some rows as a figure of all."""
    chosen = np.flatnonzero(rows) if rows.dtype == bool else rows
    return lambda weights: figure(weights[:, chosen])


def difference(ours: Figure, theirs: Figure) -> Figure:
    """Return the paired difference of two figures of the same rows."""
    return lambda weights: ours(weights) - theirs(weights)


def macro(figures: Sequence[Figure]) -> Figure:
    """Return the unweighted mean of figures, over those that a resample can compute."""

    def mean(weights: Weights) -> NDArray[np.float64]:
        values = np.stack([figure(weights) for figure in figures])
        can = ~np.isnan(values)
        total = np.where(can, values, 0).sum(0)
        return np.where(can.any(0), total / np.maximum(can.sum(0), 1), np.nan)

    return mean


def mean_of(values: NDArray[np.generic]) -> Figure:
    """Return the mean of values, one a row, as a figure."""
    numbers = values.astype(np.float64)
    return lambda weights: ratio(weights @ numbers, weights.sum(1, dtype=np.float64))


def median_of(values: NDArray[np.generic]) -> Figure:
    """Return the (lower) median of values, one a row, as a figure."""
    order = np.argsort(values, kind="stable")
    numbers = values[order].astype(np.float64)

    def median(weights: Weights) -> NDArray[np.float64]:
        up_to = np.cumsum(weights[:, order], axis=1, dtype=np.float64)
        return np.asarray(numbers[(up_to >= up_to[:, -1:] / 2).argmax(1)])

    return median


def ratio(above: NDArray[np.floating], below: NDArray[np.floating]) -> NDArray[np.float64]:
    """Divide; NaN where the divisor is not above zero."""
    fine = below > 0
    return np.where(fine, above / np.where(fine, below, 1), np.nan)

"""95 % intervals by bootstrap over patients, for any figure."""

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 500


def interval(
    figure: Callable[[NDArray[np.int64]], float],
    patients: int,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Return a figure with the ends of its percentile interval.

    Args:
        figure: Rows -> figure; NaN where a resample lacks one of the classes.
        patients: How many rows there are.
        resamples: How often to resample.
        seed: Of the resampling.
    """
    rng = np.random.default_rng(seed)
    drawn = [figure(rng.integers(0, patients, patients)) for _ in range(resamples)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # all NaN: the interval is NaN too
        low, high = np.nanquantile(drawn, [0.025, 0.975])
    return float(figure(np.arange(patients))), float(low), float(high)


def mean_interval(values: NDArray[np.generic]) -> tuple[float, float, float]:
    """Return the mean, or share of hits, with its interval; NaN without values."""
    if not len(values):
        return (float("nan"),) * 3
    numbers = values.astype(np.float64)
    return interval(lambda rows: float(numbers[rows].mean()), len(numbers))


def sd_interval(values: NDArray[np.floating]) -> tuple[float, float, float]:
    """Return the standard deviation with its interval."""
    numbers = values.astype(np.float64)
    return interval(lambda rows: float(numbers[rows].std()), len(numbers))

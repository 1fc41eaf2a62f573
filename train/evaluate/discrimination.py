"""Figures with their 95 % confidence intervals, by bootstrap over patients."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, its 95 % interval, and how many patients and positives it rests on."""

    value: float
    low: float
    high: float
    n: int
    positives: int


def auroc(positive: NDArray[np.float32], score: NDArray[np.float32]) -> Interval:
    """Area under the ROC curve; NaN where a class is missing.

    Args:
        positive: 0/1, shape (patients,).
        score: Higher means more likely, shape (patients,).
    """
    truth = positive.astype(bool)
    return _bootstrap(lambda rows: area_under_roc(truth[rows], score[rows]), truth)


def share(hit: NDArray[np.bool_]) -> Interval:
    """Share of hits, for sensitivity among the sick and specificity among the healthy."""
    return _bootstrap(lambda rows: float(hit[rows].mean()), hit)


def _bootstrap(
    figure: Callable[[NDArray[np.int64]], float], truth: NDArray[np.bool_], seed: int = 0
) -> Interval:
    """Percentile bootstrap; resamples without one of the classes are left out."""
    rng = np.random.default_rng(seed)
    everyone = np.arange(len(truth))
    resampled = [figure(rng.integers(0, len(truth), len(truth))) for _ in range(RESAMPLES)]
    low, high = np.nanquantile(resampled, [0.025, 0.975])
    return Interval(figure(everyone), float(low), float(high), len(truth), int(truth.sum()))


def area_under_roc(truth: NDArray[np.bool_], score: NDArray[np.float32]) -> float:
    """Area under the ROC curve (Mann-Whitney, ties counted half); NaN without both classes.

    Args:
        truth: Shape (patients,).
        score: Higher means more likely, shape (patients,).
    """
    positives = int(truth.sum())
    negatives = len(truth) - positives
    if not positives or not negatives:
        return float("nan")
    rank_sum = float(rankdata(score)[truth].sum())
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)

"""Is the model's uncertainty worth heeding? Halves, risk against coverage, rank correlation.

Uncertainty is the mean log-variance of an ECG's embedding. Source: EchoingECG.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.evaluate.discrimination import Flags, Scores, balanced_accuracy_figure, roc_figure
from train.evaluate.figures import Figure, Weights, difference, on, ratio
from train.evaluate.intervals import Interval, Resampling
from train.evaluate.operating_points import at_best_balance

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Halves:
    """One label in the more and in the less certain half, and the paired difference."""

    metric: str
    certain: Interval
    uncertain: Interval
    gain: Interval


def halves(
    truth: Flags, score: Scores, doubt: Floats, threshold: float, resampling: Resampling
) -> tuple[Halves, Halves]:
    """Measure balanced accuracy and AUROC on both sides of the median uncertainty.

    Args:
        truth: One label, shape (rows,).
        score: Shape (rows,).
        doubt: Uncertainty, shape (rows,).
        threshold: Score from which a row is called positive, chosen on validation.
        resampling: Of these rows.
    """
    certain = doubt <= np.median(doubt)
    called = score >= threshold

    def both(metric: str) -> Halves:
        figures: list[Figure] = []
        intervals: list[Interval] = []
        for half in (certain, ~certain):
            if metric == "AUROC":
                inner = roc_figure(truth[half], score[half])
            else:
                inner = balanced_accuracy_figure(truth[half], called[half])
            figures.append(on(half, inner))
            positives = int(truth[half].sum())
            intervals.append(resampling.interval(figures[-1], int(half.sum()), positives))
        gain = resampling.interval(difference(*figures), positives=int(truth.sum()))
        return Halves(metric, intervals[0], intervals[1], gain)

    return both("balanced accuracy"), both("AUROC")


def validation_threshold(truth: Flags, score: Scores) -> float:
    """Return the threshold of best balanced accuracy; infinite where a class is missing."""
    if truth.all() or not truth.any():
        return float("inf")
    return at_best_balance(truth, score)


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """Mean error of the most certain ECGs, by how many of them are kept.

    Attributes:
        coverage: Share kept, ascending to 1, shape (rows,).
        risk: Their mean error, shape (rows,).
    """

    coverage: Floats
    risk: Floats

    @property
    def area(self) -> float:
        """Mean risk over all coverages; the risk of everybody for an uninformative uncertainty."""
        return float(self.risk.mean())


def risk_coverage_figure(error: NDArray[np.generic], doubt: Floats) -> Figure:
    """Return the area under the risk-coverage curve as a figure; arguments as below."""
    order = np.argsort(doubt, kind="stable")
    _, level = np.unique(doubt[order], return_inverse=True)
    mean = np.bincount(level, error[order].astype(np.float64)) / np.bincount(level)
    shared = mean[level]

    def figure(weights: Weights) -> NDArray[np.float64]:
        drawn = weights[:, order].astype(np.float64)
        kept = np.cumsum(drawn, axis=1)
        risk = np.cumsum(drawn * shared, axis=1) / np.maximum(kept, 1)
        return ratio((risk * drawn).sum(1), kept[:, -1])

    return figure


def risk_coverage(error: NDArray[np.generic], doubt: Floats) -> RiskCoverage:
    """Keep ECGs from the most certain to the least.

    Args:
        error: Of each ECG, for example 0/1 or an absolute error, shape (rows,).
        doubt: Uncertainty; equally uncertain ECGs share their mean error, shape (rows,).
    """
    levels, level = np.unique(doubt, return_inverse=True)
    mean = np.bincount(level, error.astype(np.float64), len(levels)) / np.bincount(level)
    kept = np.arange(1, len(error) + 1)
    return RiskCoverage(kept / len(error), np.cumsum(mean[np.sort(level)]) / kept)

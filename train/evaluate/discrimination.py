"""Discrimination: how well a score tells positives from negatives.

Ties count half in AUROC. AUPRC is average precision: the precision at each distinct score,
weighted by the recall gained there, without interpolation.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from train.evaluate.figures import Figure, Weights, mean_of, ratio
from train.evaluate.intervals import RESAMPLES, Interval, Resampling

Flags = NDArray[np.bool_]
Scores = NDArray[np.floating]


def auroc(
    positive: NDArray[np.generic],
    score: Scores,
    patients: NDArray[np.str_] | None = None,
    resamples: int = RESAMPLES,
) -> Interval:
    """Area under the ROC curve; NaN where a class is missing.

    Args:
        positive: 0/1, shape (rows,).
        score: Higher means more likely, shape (rows,).
        patients: Patient of each row; by default every row is another patient.
        resamples: Bootstrap resamples.
    """
    truth = positive.astype(bool)
    rows = Resampling.of(len(truth) if patients is None else patients, resamples)
    return rows.interval(roc_figure(truth, score), positives=int(truth.sum()))


def share(hit: Flags, resamples: int = RESAMPLES) -> Interval:
    """Share of hits, for sensitivity among the sick and specificity among the healthy."""
    rows = Resampling.of(len(hit), resamples)
    return rows.interval(mean_of(hit), positives=int(hit.sum()))


def area_under_roc(truth: Flags, score: Scores) -> float:
    """Area under the ROC curve (Mann-Whitney, ties counted half); NaN without both classes.

    Args:
        truth: Shape (rows,).
        score: Higher means more likely, shape (rows,).
    """
    positives = int(truth.sum())
    negatives = len(truth) - positives
    if not positives or not negatives:
        return float("nan")
    rank_sum = float(rankdata(score)[truth].sum())
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def roc_figure(truth: Flags, score: Scores) -> Figure:
    """Return AUROC as a figure: scores are sorted once for all resamples."""
    _, level = np.unique(score, return_inverse=True)
    order = np.argsort(level, kind="stable")
    level = level[order]
    positive = truth[order]
    # Weight of the negatives below a positive, and of those level with it.
    first = np.searchsorted(level, level[positive], "left")
    last = np.searchsorted(level, level[positive], "right")

    def figure(weights: Weights) -> NDArray[np.float64]:
        drawn = weights[:, order]
        below = np.zeros((len(drawn), len(order) + 1), np.float32)
        np.cumsum(np.where(positive, 0, drawn), axis=1, out=below[:, 1:])
        sick = drawn[:, positive].astype(np.float64)
        won = ((below[:, first] + below[:, last]) / 2 * sick).sum(1)
        return ratio(won, sick.sum(1) * below[:, -1].astype(np.float64))

    return figure


def precision_recall_figure(truth: Flags, score: Scores) -> Figure:
    """Return AUPRC (average precision) as a figure."""
    _, level = np.unique(-score, return_inverse=True)
    order = np.argsort(level, kind="stable")
    positive = truth[order]
    ends = np.flatnonzero(np.diff(level[order], append=level.max(initial=0) + 1))

    def figure(weights: Weights) -> NDArray[np.float64]:
        drawn = weights[:, order]
        found = np.cumsum(np.where(positive, drawn, 0), axis=1)[:, ends].astype(np.float64)
        called = np.cumsum(drawn, axis=1)[:, ends]
        gained = np.diff(found, axis=1, prepend=0)
        area = (gained * found / np.maximum(called, 1)).sum(1)
        return ratio(area, drawn[:, positive].sum(1))

    return figure


def f1_figure(truth: Flags, called: Flags) -> Figure:
    """Return F1 of yes/no calls; 0 where nothing is found, NaN where there is nothing to find."""
    twice, both = 2.0 * (truth & called), truth.astype(float) + called
    sick = truth.astype(float)

    def figure(weights: Weights) -> NDArray[np.float64]:
        return np.where(weights @ sick > 0, ratio(weights @ twice, weights @ both), np.nan)

    return figure


def balanced_accuracy_figure(truth: Flags, called: Flags) -> Figure:
    """Return the mean of sensitivity and specificity of yes/no calls."""
    sick, found = truth.astype(float), (truth & called).astype(float)
    well, spared = (~truth).astype(float), (~truth & ~called).astype(float)
    return lambda weights: (
        (ratio(weights @ found, weights @ sick) + ratio(weights @ spared, weights @ well)) / 2
    )

"""How far probabilities can be taken at their word: reliability, ECE, Brier score, prior shift."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from train.evaluate.figures import Figure, Weights, ratio

Flags = NDArray[np.bool_]
Probabilities = NDArray[np.float64]
BINS = 10
SMALLEST = 1e-6
"""Probabilities are kept this far from 0 and 1 before their log odds are taken."""


class Bins(StrEnum):
    """How probabilities are grouped: as many rows in each, or each as wide."""

    EQUAL_MASS = "equal mass"
    EQUAL_WIDTH = "equal width"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the reliability curve: mean probability and observed share of ``n`` rows."""

    predicted: float
    observed: float
    n: int


def bin_of(probability: Probabilities, kind: Bins, bins: int = BINS) -> NDArray[np.int64]:
    """Return the bin of each row, 0 to ``bins`` - 1; equal probabilities share a bin."""
    if kind is Bins.EQUAL_WIDTH:
        return np.minimum((probability * bins).astype(np.int64), bins - 1)
    edges = np.quantile(probability, np.arange(1, bins) / bins, method="inverted_cdf")
    return np.searchsorted(np.unique(edges), probability, "left")


def reliability_curve(
    truth: Flags, probability: Probabilities, kind: Bins = Bins.EQUAL_MASS, bins: int = BINS
) -> tuple[Point, ...]:
    """Return the points of the bins that are not empty, from low to high probability."""
    group = bin_of(probability, kind, bins)
    return tuple(
        Point(float(probability[rows].mean()), float(truth[rows].mean()), int(rows.sum()))
        for number in np.unique(group)
        for rows in [group == number]
    )


def ece_figure(
    truth: Flags, probability: Probabilities, kind: Bins = Bins.EQUAL_MASS, bins: int = BINS
) -> Figure:
    """Return the expected calibration error: mean |predicted - observed| over bins, by their rows.

    The bins are those of all rows, whichever are drawn. Resampling adds noise to every bin, so the
    interval lies somewhat too high.
    """
    miss = np.zeros((len(truth), bins))
    miss[np.arange(len(truth)), bin_of(probability, kind, bins)] = probability - truth
    return lambda weights: ratio(np.abs(weights @ miss).sum(1), weights.sum(1))


def brier_figure(truth: Flags, probability: Probabilities) -> Figure:
    """Return the mean squared difference of probability and outcome."""
    square = (probability - truth) ** 2
    return lambda weights: ratio(weights @ square, weights.sum(1))


def brier_skill_figure(truth: Flags, probability: Probabilities) -> Figure:
    """Return 1 - Brier / Brier of telling everybody the prevalence of these rows."""
    brier, sick = brier_figure(truth, probability), truth.astype(float)

    def figure(weights: Weights) -> NDArray[np.float64]:
        prevalence = ratio(weights @ sick, weights.sum(1))
        reference = prevalence * (1 - prevalence)
        return 1 - ratio(brier(weights), reference)

    return figure


def in_the_large_figure(truth: Flags, probability: Probabilities) -> Figure:
    """Return mean probability minus observed share: above 0 means too many are expected."""
    excess = probability - truth
    return lambda weights: ratio(weights @ excess, weights.sum(1))


def prior_shift(
    probability: Probabilities, prevalence: float, trained_at: float = 0.5
) -> Probabilities:
    """Move probabilities to another prevalence without any local label.

    logit(p) + logit(prevalence) - logit(trained_at): a model trained as if half were positive
    (0.5) is brought to the natural scale by adding logit(prevalence).

    Args:
        probability: Shape (rows,).
        prevalence: Where the probabilities are to hold.
        trained_at: Prevalence, after class weights, that the model was trained at.
    """
    return np.asarray(expit(log_odds(probability) + logit(prevalence) - logit(trained_at)))


def log_odds(probability: Probabilities) -> Probabilities:
    """Return log(p / (1 - p)), finite."""
    return np.asarray(logit(np.clip(probability.astype(np.float64), SMALLEST, 1 - SMALLEST)))

"""Thresholds of a label that may be rare: inside (0, 1), also where a class is missing."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model import manifest as m
from train.evaluate import at_sensitivity, at_specificity

Floats = NDArray[np.float32]
Probabilities = NDArray[np.float64]
SMALLEST = 1e-6


def inside(probability: float) -> float:
    """Keep a probability away from 0 and 1, where float32 may put it."""
    return float(np.clip(probability, SMALLEST, 1 - SMALLEST))


def operating_points(positive: Floats, probability: Probabilities) -> m.OperatingPoints:
    """Choose thresholds on validation; where it has no positives, 0 finds them all."""
    any_sick, any_well = bool(positive.any()), not positive.all()
    return m.OperatingPoints(
        sensitivity_90=at_sensitivity(positive, probability, 0.90) if any_sick else 0.0,
        sensitivity_80=at_sensitivity(positive, probability, 0.80) if any_sick else 0.0,
        specificity_90=at_specificity(positive, probability, 0.90) if any_well else 1.0,
    )


def at_best_f1(positive: Floats, probability: Probabilities) -> float:
    """Threshold of the highest F1 (``>=`` finds); the highest one of several.

    Args:
        positive: 0/1, shape (rows,), with a positive.
        probability: Shape (rows,).
    """
    order = np.argsort(-probability, kind="stable")
    found, called = np.cumsum(positive[order], dtype=np.float64), np.arange(1, len(order) + 1)
    f1 = 2 * found / (called + found[-1])
    # A threshold finds all rows that share its probability.
    ends = np.append(np.diff(probability[order]) != 0, True)
    return float(probability[order][ends][np.argmax(f1[ends])])

"""Rows of evidence: a figure with its interval, what it is of, and on whom."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from echo2ecg_edge.model import manifest as m
from train.evaluate import Interval, Resampling, auroc
from train.evaluate.figures import mean_of
from train.finish.part import has_twins

Figures = list[tuple[str, str, Interval]]
"""Label, metric, figure."""


def rows_of(figures: Figures, data: str) -> list[m.Evidence]:
    """Turn figures into rows; one that could not be computed is left out."""
    return [
        m.Evidence(label, metric, data, one.value, one.low, one.high, one.n, one.positives)
        for label, metric, one in figures
        if not np.isnan(one.value)
    ]


def resampling(patient: NDArray[np.str_]) -> Resampling:
    """Draw patients, with all their ECGs."""
    return Resampling.of(patient if has_twins(patient) else len(patient))


def auroc_of(
    positive: NDArray[np.float32], score: NDArray[np.floating], patient: NDArray[np.str_]
) -> Interval:
    """AUROC with its interval over patients."""
    return auroc(positive, score, patient if has_twins(patient) else None)


def share_of(hit: NDArray[np.bool_], patient: NDArray[np.str_]) -> Interval:
    """Share of hits with its interval over patients."""
    return resampling(patient).interval(mean_of(hit), positives=int(hit.sum()))


def mean_over(values: NDArray[np.floating], patient: NDArray[np.str_]) -> Interval:
    """Mean of a number with its interval over patients."""
    return resampling(patient).interval(mean_of(values))


def probabilities(
    specs: Sequence[m.LabelSpec | m.FindingSpec], logits: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Return calibrated probabilities, same shape as ``logits`` (rows, labels)."""
    slope = np.array([spec.calibration.slope for spec in specs])
    intercept = np.array([spec.calibration.intercept for spec in specs])
    return np.asarray(expit(slope * logits.astype(np.float64) + intercept))

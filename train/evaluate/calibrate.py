"""Calibration: probability = sigmoid(slope x logit + intercept), fitted on the validation split."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.special import logit as scipy_logit

from echo2ecg_edge.model import manifest

SMALLEST_SLOPE = 0.01
"""A label that was not learned gets nearly its prevalence for everybody, never a reversed order."""


class Calibration(manifest.Calibration):
    """The slope and intercept that a bundle's manifest holds, applied to arrays."""

    __slots__ = ()

    def apply(self, logit: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return calibrated probabilities, same shape as ``logit``."""
        return np.asarray(expit(self.slope * logit.astype(np.float64) + self.intercept))


def fit_calibration(positive: NDArray[np.float32], logit: NDArray[np.float32]) -> Calibration:
    """Fit by Platt's method: logistic regression on the logit, hardly regularised.

    Raises:
        ValueError: One of the two classes is missing.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e4).fit(logit[:, None], positive.astype(int))
    slope = float(model.coef_[0, 0])
    if slope >= SMALLEST_SLOPE:
        return Calibration(slope, float(model.intercept_[0]))
    base = float(scipy_logit(positive.mean()) - SMALLEST_SLOPE * logit.mean())
    return Calibration(SMALLEST_SLOPE, base)

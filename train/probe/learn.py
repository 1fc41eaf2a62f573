"""A head for one label: logistic regression on the raw embedding, and its calibration."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from train.evaluate.calibrate import Calibration
from train.evaluate.probe import STRENGTHS, Scaler, fit_logistic
from train.finish.finding_specs import fit_timidly
from train.probe.folds import Flags, Places, folds_of

Floats = NDArray[np.float32]
FOLDS: Final = 5
DEAD: Final = 1e-5
"""Of the widest dimension; one that is narrower does not differ among these ECGs."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A head for one label.

    Attributes:
        weight: float32, shape (dimensions,), for the embedding as the graph gives it.
        bias: Added to that.
        calibration: Logit to probability.
        strength: C, the inverse of the penalty that was chosen.
    """

    weight: Floats
    bias: float
    calibration: Calibration
    strength: float

    def logits(self, embedding: Floats) -> Floats:
        """Return a logit per ECG, shape (ECGs,)."""
        return np.asarray(embedding @ self.weight + np.float32(self.bias))

    def log_odds(self, embedding: Floats) -> NDArray[np.float64]:
        """Return the same, calibrated."""
        logits = self.logits(embedding).astype(np.float64)
        return self.calibration.slope * logits + self.calibration.intercept


def learn(embedding: Floats, truth: Flags, patient: Places, rng: np.random.Generator) -> Learned:
    """Choose C and calibrate by cross-validation within these ECGs, then fit to all of them.

    Args:
        embedding: As the graph gives it, shape (ECGs, dimensions).
        truth: Shape (ECGs,), two patients or more with the label and as many without.
        patient: Number of the patient of each ECG, from 0, none left out.
        rng: Divides the patients.
    """
    fold = folds_of(truth, patient, FOLDS, rng)
    said = [_out_of_fold(embedding, truth, fold, strength) for strength in STRENGTHS]
    best = int(np.argmin([_log_loss(truth, logit) for logit in said]))
    weight, bias = _fit(embedding, truth, STRENGTHS[best])
    calibration = fit_timidly(truth.astype(np.float32), said[best])
    return Learned(weight, bias, calibration, STRENGTHS[best])


def _out_of_fold(embedding: Floats, truth: Flags, fold: Places, strength: float) -> Floats:
    """Return the logit of each ECG by a head that saw no ECG of its fold."""
    logit = np.empty(len(truth), np.float32)
    for number in np.unique(fold):
        out = fold == number
        weight, bias = _fit(embedding[~out], truth[~out], strength)
        logit[out] = embedding[out] @ weight + np.float32(bias)
    return logit


def _fit(embedding: Floats, truth: Flags, strength: float) -> tuple[Floats, float]:
    """Fit to standardised features; standardising is part of the weights that are returned.

    A dimension that is the same in all of these ECGs gets no weight: in another ECG it may differ.
    """
    scale = Scaler.of(embedding)
    width = np.ptp(embedding, axis=0)
    alive = width > DEAD * width.max()
    fitted = fit_logistic(scale(embedding)[:, alive], truth, strength)
    weight = np.zeros(embedding.shape[1], np.float32)
    weight[alive] = fitted[:-1] / scale.sd[alive]
    return weight, float(fitted[-1] - scale.mean @ weight)


def _log_loss(truth: Flags, logit: Floats) -> float:
    return float(np.logaddexp(0, np.where(truth, -logit, logit)).mean())

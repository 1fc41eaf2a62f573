"""Calibration and thresholds of findings, of which many are rare."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.special import expit
from scipy.special import logit as log_odds

from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model import manifest as m
from train.evaluate import Calibration, at_specificity
from train.evaluate.calibrate import SMALLEST_SLOPE
from train.finish.thresholds import at_best_f1, inside, operating_points

Floats = NDArray[np.float32]
FEWEST_POSITIVES = 10
"""On validation; a finding that is rarer is listed and never stated."""
STATED_SPECIFICITY = 0.90
"""At least."""
STATED_PROBABILITY = 0.20
"""At least: what is wrong four times out of five is listed, and not stated."""


def finding_specs(logits: Floats, truth: Floats, trained_on: Floats) -> tuple[m.FindingSpec, ...]:
    """Calibrate every finding and choose when it is stated, on the validation split.

    A common finding is stated where F1 is best, but never below the threshold of specificity 90 %
    nor below a probability of 20 %.

    Args:
        logits: Shape (ECGs, findings), validation, in the order of ``FINDINGS``.
        truth: 0/1, same shape.
        trained_on: 0/1, shape (training ECGs, findings).
    """
    # Half an ECG with and half an ECG without, so that no prevalence is 0 or 1.
    prevalence = (trained_on.sum(0) + 0.5) / (len(trained_on) + 1)
    return tuple(
        _spec(key, truth[:, column], logits[:, column], float(prevalence[column]))
        for column, key in enumerate(FINDINGS)
    )


def _spec(key: str, positive: Floats, logit: Floats, prevalence: float) -> m.FindingSpec:
    is_common = min(positive.sum(), (1 - positive).sum()) >= FEWEST_POSITIVES
    calibration = fit_timidly(positive, logit) if is_common else shifted(logit, prevalence)
    probability = calibration.apply(logit)
    return m.FindingSpec(
        key=key,
        title=FINDINGS[key],
        knowledge=Knowledge.REAL,
        prevalence=prevalence,
        calibration=m.Calibration(calibration.slope, calibration.intercept),
        stated_at=_stated_at(positive, probability) if is_common else None,
        operating_points=operating_points(positive, probability),
    )


def _stated_at(positive: Floats, probability: NDArray[np.float64]) -> float:
    at_least = at_specificity(positive, probability, STATED_SPECIFICITY)
    return inside(max(at_best_f1(positive, probability), at_least, STATED_PROBABILITY))


def fit_timidly(positive: Floats, logit: Floats) -> Calibration:
    """Fit by Platt's method with a slope that needs a reason to leave 1.

    The slope has a normal prior of mean 1 and deviation 1: ten positives hardly move it far.
    """
    y, z = positive.astype(np.float64), logit.astype(np.float64)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        slope, intercept = weights
        said = slope * z + intercept
        miss = expit(said) - y
        value = np.sum(np.logaddexp(0, said) - y * said) + (slope - 1) ** 2 / 2
        return float(value), np.array([miss @ z + slope - 1, miss.sum()])

    start = np.array([1.0, shifted(logit, float(y.mean())).intercept])
    bounds = [(SMALLEST_SLOPE, None), (None, None)]
    slope, intercept = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return Calibration(float(slope), float(intercept))


def shifted(logit: Floats, prevalence: float) -> Calibration:
    """Leave the logits as they are, but for a shift that makes their mean the prevalence."""
    z, wanted = logit.astype(np.float64), float(log_odds(prevalence))
    lowest, highest = wanted - z.max() - 1, wanted - z.min() + 1
    return Calibration(
        1.0, float(brentq(lambda b: expit(z + b).mean() - prevalence, lowest, highest))
    )

"""Calibration slope and intercept: are probabilities too extreme, too timid, too high, too low?"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from train.evaluate.calibration import Flags, Probabilities, log_odds
from train.evaluate.figures import Figure, Weights, ratio


def slope_and_intercept(truth: Flags, probability: Probabilities) -> tuple[float, float]:
    """Regress the outcome on the log odds; slope 1 and intercept 0 are perfect.

    A slope below 1 says that probabilities are too extreme. NaN without both classes.
    """
    slope, intercept = slope_figures(truth, probability)
    everyone = np.ones((1, len(truth)), np.float32)
    return float(slope(everyone)[0]), float(intercept(everyone)[0])


def slope_figures(truth: Flags, probability: Probabilities) -> tuple[Figure, Figure]:
    """Return calibration slope and intercept as figures.

    Each resample takes one Newton step from the fit of all rows, which is enough so close by and
    needs only sums.
    """
    odds = log_odds(probability)
    design = np.stack([odds, np.ones_like(odds)], 1)
    fitted = _newton(design, truth)
    chance = expit(design @ fitted)
    gradient = design * (truth - chance)[:, None]
    curvature = (chance * (1 - chance))[:, None] * np.stack([odds**2, odds, odds**0], 1)

    def step(weights: Weights) -> NDArray[np.float64]:
        (a, b, c), (u, v) = (weights @ curvature).T, (weights @ gradient).T
        determinant = a * c - b * b
        moved = np.stack([ratio(c * u - b * v, determinant), ratio(a * v - b * u, determinant)])
        return fitted[:, None] + moved

    return (lambda weights: step(weights)[0]), (lambda weights: step(weights)[1])


def _newton(design: Probabilities, truth: Flags, steps: int = 50) -> Probabilities:
    """Fit a logistic regression; a trace of ridge keeps separable data finite."""
    if truth.all() or not truth.any():
        return np.full(2, np.nan)
    weight, ridge = np.zeros(2), 1e-6 * np.eye(2)
    for _ in range(steps):
        chance = expit(design @ weight)
        gradient = design.T @ (truth - chance) - ridge @ weight
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        # Shortened, because far from the optimum a full step overshoots.
        weight = weight + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-10:
            break
    return weight

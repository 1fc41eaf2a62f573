"""Probabilities and their log-odds, for one number and for many."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TINY: Final = 1e-12
"""Keeps the log-odds of a certain label finite."""


def log_odds(probability: float) -> float:
    """Return log(p / (1 - p)), finite for every p from 0 to 1."""
    inner = min(max(probability, TINY), 1 - TINY)
    return math.log(inner / (1 - inner))


def chance(log_odds: float) -> float:
    """Return the probability of log-odds, written so that it cannot overflow."""
    return 0.5 + 0.5 * math.tanh(0.5 * log_odds)


def all_log_odds(probability: Floats) -> Floats:
    """Return ``log_odds`` of many, in their shape."""
    inner = np.clip(probability, TINY, 1 - TINY)
    return np.asarray(np.log(inner / (1 - inner)))


def chances(log_odds: Floats) -> Floats:
    """Return ``chance`` of many, in their shape."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * log_odds))

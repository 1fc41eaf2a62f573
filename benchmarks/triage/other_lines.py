"""Lines through returned results: the one that ships, and two that it is compared with."""

from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.accuracy.ecgs import Flags
from benchmarks.triage.site import Floats
from echo2ecg_edge.odds import all_log_odds, chances
from echo2ecg_edge.policy.logistic import fit
from train.evaluate.calibration_slope import slope_and_intercept

HALVINGS: Final = 50
FURTHEST: Final = 15.0
"""Log-odds; no shift is larger."""


def shipped(probability: Floats, has_it: Flags) -> tuple[float, float]:
    """Return the line that ships."""
    return fit(all_log_odds(probability), has_it)


def shift_alone(probability: Floats, has_it: Flags) -> tuple[float, float]:
    """Return the shift at which as many are expected as were seen; the slope stays 1."""
    odds, low, high = all_log_odds(probability), -FURTHEST, FURTHEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if chances(odds + middle).sum() < has_it.sum():
            low = middle
        else:
            high = middle
    return 1.0, (low + high) / 2


OTHERS: Final[Mapping[str, Callable[[Floats, Flags], tuple[float, float]]]] = {
    "the same line": shipped,
    "shift alone": shift_alone,
    "free slope": lambda probability, has_it: slope_and_intercept(has_it, probability),
}

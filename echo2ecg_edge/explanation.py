"""Explanation: which seconds and leads an answer rests on, and how far it would move."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which probabilities a risk lies; both at the site's prevalence."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """What the model's answer to one ECG rests on.

    Attributes:
        label: Key of the label that is explained: the first that refers, else the composite.
        edges_s: Where the stretches begin and the last one ends, seconds, shape (stretches + 1,).
        seconds: How much of the model's certainty each stretch carries, float32, shape
            (stretches,), 0 to 1: 0 where the model would be as certain without it.
        seconds_push: How each stretch moves the label's log-odds, above 0 towards the disease;
            float32, shape (stretches,).
        leads: Lead -> how much of the model's certainty it carries, 0 to 1.
        leads_push: Lead -> how it moves the label's log-odds.
        intervals: Label key -> interval of its risk.
        level: Share of second recordings of the same heart whose score lies inside.
    """

    label: str
    edges_s: NDArray[np.float32]
    seconds: NDArray[np.float32]
    seconds_push: NDArray[np.float32]
    leads: Mapping[str, float]
    leads_push: Mapping[str, float]
    intervals: Mapping[str, Interval]
    level: float

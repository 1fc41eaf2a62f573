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
        seconds: How far the model reads each stretch alone as it reads the whole ECG, float32,
            shape (stretches,): 1 is the same reading, 0 no more than that of a flat line. Noise and
            extra beats are read differently.
        seconds_push: How much higher the label's log-odds are than with each stretch blanked, above
            0 where it speaks for the disease; float32, shape (stretches,). Small, as a rule.
        leads: Lead -> how much the reading would change without it; 1 is the lead whose loss would
            change it most, 0 a lead whose loss would change nothing.
        leads_push: Lead -> how much higher the label's log-odds are than without it.
        intervals: Label key -> interval of its risk; empty with fewer than twelve leads.
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

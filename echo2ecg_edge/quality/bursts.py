"""Sudden large signals of one electrode: pops where they are few, motion where they go on.

What one electrode alone adds appears in the leads in known shares, and a heartbeat never does. So
the ECG's own covariance tells, at each moment, how much each electrode must have added: the filter
that lets its shares through unchanged and as little as possible of everything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import INDEPENDENT_LEADS
from echo2ecg_edge.quality.blame import power_shares, shares

Values = NDArray[np.float64]

SPAN_S: Final = 0.05
"""The signal is averaged over this time: muscle noise and the recorder's own are smaller then."""
FLOOR_MV: Final = 0.03
"""Noise that each lead is taken to have at least."""
MOST_MV: Final = 1e3
"""Far outside of what a recorder can write down; what lies beyond is cut off."""
BURST_MV: Final = 0.6
"""Heartbeats leave less than this in 19 of 20 clinical ECGs."""
EXPLAINED: Final = 0.7
"""So much of what is unusual in a moment must one electrode explain; extra beats need several."""


@dataclass(frozen=True, slots=True, eq=False)
class Bursts:
    """What was found.

    Attributes:
        seconds: In how many seconds each lead shows a burst, shape (leads,).
        power: Square of the bursts' heights, summed over them, shape (leads,), millivolts squared.
    """

    seconds: NDArray[np.intp]
    power: Values


def find_bursts(cleaned_mv: NDArray[np.float32], rate_hz: float, leads: Sequence[str]) -> Bursts:
    """Find the seconds in which one electrode disturbs its leads.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, baseline removed.
        rate_hz: Its sampling rate.
        leads: Standard names of the rows; without all twelve, extra beats cannot be told from
            bursts, and none is found.

    Source: the linearly constrained minimum-variance filter (Frost 1972), over electrodes.
    """
    rows, seconds = len(leads), int(cleaned_mv.shape[1] / rate_hz)
    if not set(INDEPENDENT_LEADS) <= set(leads) or not seconds:
        return Bursts(np.zeros(rows, np.intp), np.zeros(rows))
    independent = cleaned_mv[[leads.index(lead) for lead in INDEPENDENT_LEADS]]
    mean, per_second = _averaged(independent, rate_hz)
    height = _by_second(_added(mean), seconds, per_second)
    in_lead = np.abs(shares(tuple(leads))) @ height
    power = power_shares(tuple(leads)) @ (height**2).sum(axis=-1)
    return Bursts((in_lead > BURST_MV).sum(axis=-1), power)


def _averaged(signal_mv: NDArray[np.float32], rate_hz: float) -> tuple[Values, float]:
    """Means over short spans that overlap by half, and how many there are in a second."""
    half = max(1, round(SPAN_S / 2 * rate_hz))
    total = np.cumsum(np.clip(signal_mv, -MOST_MV, MOST_MV), axis=-1, dtype=np.float64)
    halves = np.diff(total[:, half - 1 :: half], axis=-1) / half
    return (halves[:, 1:] + halves[:, :-1]) / 2, rate_hz / half


def _added(mean_mv: Values) -> Values:
    """What the one electrode that explains a moment best has added, zero for the others.

    Args:
        mean_mv: Of the independent leads, shape (8, moments).

    Returns:
        Shape (electrodes, moments), millivolts, zero or more.
    """
    known = shares(INDEPENDENT_LEADS)
    covariance = mean_mv @ mean_mv.T / mean_mv.shape[1] + FLOOR_MV**2 * np.eye(len(mean_mv))
    inverse = np.linalg.inv(covariance)
    unusual = inverse @ mean_mv
    weight = (known * (inverse @ known)).sum(axis=0)[:, None]
    height = known.T @ unusual / weight
    explained = height**2 * weight
    is_best = explained == explained.max(axis=0)
    is_enough = explained > EXPLAINED * (mean_mv * unusual).sum(axis=0)
    height = np.abs(height)
    return np.asarray(np.where(is_best & is_enough & (height > BURST_MV), height, 0.0))


def _by_second(height_mv: Values, seconds: int, per_second: float) -> Values:
    """The highest of each second, shape (electrodes, seconds)."""
    begins = np.minimum((np.arange(seconds) * per_second).astype(int), height_mv.shape[1] - 1)
    return np.asarray(np.maximum.reduceat(height_mv, begins, axis=-1))

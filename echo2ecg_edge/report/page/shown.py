"""Which signal the paper shows: without wander where it was scored, else exactly as recorded."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.quality.gaps import fill_missing
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal.spectrum import through_frequencies

WANDER_HZ: Final = 0.5
"""Source: the usual lower limit of monitors; without a shift in phase it leaves ST in its place
(AHA/ACCF/HRS 2007 allows 0.67 Hz for such filters)."""


def as_recorded(recording: Recording) -> NDArray[np.float64]:
    """Return millivolts, shape (leads, samples); NaN where nothing was recorded."""
    signal_mv = recording.signal_mv.astype(np.float64)
    return np.where(np.isfinite(signal_mv), signal_mv, np.nan)


def without_wander(recording: Recording) -> NDArray[np.float64]:
    """Return the same without what is slower than a heartbeat.

    Args:
        recording: Admitted, so of a second or more.
    """
    filled = fill_missing(recording.signal_mv)
    passed = through_frequencies(filled, recording.rate_hz, recording.rate_hz, _gain)
    return np.where(np.isfinite(recording.signal_mv), passed.astype(np.float64), np.nan)


def _gain(frequency_hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rise from nothing at half the frequency to all of it at one and a half."""
    rise = np.clip(frequency_hz / WANDER_HZ - 0.5, 0, 1)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * rise))

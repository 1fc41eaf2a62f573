"""Fill missing samples, so that the signal can be filtered."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.recording import Recording

IMPOSSIBLE_MV: Final = 1e6
"""No recorder writes a kilovolt: such a sample is a mark for a missing one."""


MOST: Final = 0.5


def without_impossible(recording: Recording) -> Recording:
    """Return the recording with NaN for single samples that are infinite or no voltage at all.

    Where most are none, the unit is wrong: they stay so high that admission says so.

    Args:
        recording: As it was read.
    """
    signal_mv = recording.signal_mv
    is_voltage = np.abs(signal_mv) < IMPOSSIBLE_MV
    if (is_voltage | np.isnan(signal_mv)).all():
        return recording
    if is_voltage.mean() < MOST:
        return replace(recording, signal_mv=signal_mv.clip(-IMPOSSIBLE_MV, IMPOSSIBLE_MV))
    return replace(recording, signal_mv=np.where(is_voltage, signal_mv, np.float32(np.nan)))


def fill_missing(signal_mv: NDArray[np.float32]) -> NDArray[np.float32]:
    """Replace missing samples by a straight line between their neighbours.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN or infinite where a sample is missing.

    Returns:
        The same array when nothing is missing, else a filled copy. A gap at an end repeats the
        nearest sample; a lead without any sample becomes zero.
    """
    known = np.isfinite(signal_mv)
    if known.all():
        return signal_mv
    filled = np.zeros_like(signal_mv)
    time = np.arange(signal_mv.shape[1])
    for row, lead, present in zip(filled, signal_mv, known, strict=True):
        if present.any():
            row[:] = np.interp(time, time[present], lead[present])
    return filled

"""Where the QRS complex of a median beat begins and ends, over all leads together."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.small import with_edges

SLOPE_S: Final = 0.008
"""Slopes are taken over this time."""
SEARCH_BEFORE_S: Final = 0.12
SEARCH_AFTER_S: Final = 0.14
"""The QRS reaches at most this far from its peak."""
QUIET_BEFORE_S: Final = 0.012
QUIET_AFTER_S: Final = 0.020
"""Outside the QRS the slope stays low for so long; the top of a broad R' is nearly as flat."""
ONSET_SHARE: Final = 0.065
END_SHARE: Final = 0.06
"""A slope below this share of the steepest is low: so the median in normal ECGs is 90 ms."""


def steepness(signal_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.float32]:
    """Root mean square slope over the leads in mV per slope time, shape (samples,)."""
    half = max(1, round(SLOPE_S * rate_hz / 2))
    slope = signal_mv[:, 2 * half :] - signal_mv[:, : -2 * half]
    return with_edges(np.sqrt(np.square(slope).mean(axis=0)), half)


def qrs_span(signal_mv: NDArray[np.float32], rate_hz: float, r_index: int) -> tuple[int, int]:
    """First and last sample of the QRS complex.

    Args:
        signal_mv: Shape (leads, samples), millivolts: a median beat.
        rate_hz: Its sampling rate.
        r_index: Sample at which the QRS stands highest.

    Returns:
        Onset and end, sample indices, onset < r_index < end where there is room.
    """
    first = max(0, r_index - round((SEARCH_BEFORE_S + SLOPE_S) * rate_hz))
    last = r_index + round((SEARCH_AFTER_S + SLOPE_S) * rate_hz)
    steep, peak = steepness(signal_mv[:, first : last + 1], rate_hz), r_index - first
    before = steep[max(0, peak - round(SEARCH_BEFORE_S * rate_hz)) : peak + 1][::-1]
    after = steep[peak : peak + 1 + round(SEARCH_AFTER_S * rate_hz)]
    highest = max(float(before.max()), float(after.max()))
    onset = r_index - _way_out(before, ONSET_SHARE * highest, round(QUIET_BEFORE_S * rate_hz))
    end = r_index + _way_out(after, END_SHARE * highest, round(QUIET_AFTER_S * rate_hz))
    return onset, end


def _way_out(steep: NDArray[np.float32], low: float, quiet: int) -> int:
    """Samples from the peak outwards to the first lasting quiet; the quietest where none lasts."""
    start = int(steep.argmax())
    loud = np.flatnonzero(steep[start:] > low) + start
    gaps = np.diff(loud, append=steep.size)
    first = np.flatnonzero(gaps > quiet)
    if first.size:
        return int(loud[first[0]]) + 1
    return start + int(steep[start:].argmin())

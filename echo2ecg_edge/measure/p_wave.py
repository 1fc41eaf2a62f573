"""Find the P wave of a median beat, or say that there is none.

The largest bump of all leads together before the QRS is a P wave when it stands out from the beats'
own spread. In atrial fibrillation the fibrillatory waves cancel out in the median, what is left is
low, differs from beat to beat, and the intervals vary: the three decide together.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.median_beat import MedianBeat

EARLIEST_S: Final = 0.30
"""The peak of the P wave lies at most this long before the QRS onset."""
LATEST_S: Final = 0.03
"""... and at least this long."""
BEFORE_T_END_S: Final = 0.02
"""The P wave stands highest no more than this before the end of the T wave in front of it."""
HALF_WIDTH_S: Final = 0.05
"""Half the width of a P wave: its height is taken above the points so far to both sides."""
SLOPE_S: Final = 0.02
"""Slopes of P waves are taken over this time."""
LEAST_SPREAD_MV: Final = 0.001
REACH_S: Final = 0.09
"""A P wave reaches no further than this from its peak."""
EDGE_SHARE: Final = 0.35
"""The P wave begins and ends where its slope falls below this share of its steepest: so
normal ECGs of PTB-XL have a median PR interval of 158 ms."""
LEAST_HEIGHT_MV: Final = 0.02
"""Root mean square over the leads: 98 % of the normal ECGs of PTB-XL reach 0.031."""
LEAST_RECURRENCE: Final = 6.5
"""Times the root of the RR variation: what a P wave must exceed. Fitted to fold 8 of PTB-XL."""
LEAST_VARIATION: Final = 0.01


@dataclass(frozen=True, slots=True)
class Bump:
    """The largest bump before the QRS.

    Attributes:
        onset: First sample.
        peak: Highest sample of the root mean square over the leads.
        end: Last sample.
        height_mv: Root mean square over the leads at the peak, above its feet.
        recurrence: Height over the spread of the beats where the bump is.
    """

    onset: int
    peak: int
    end: int
    height_mv: float
    recurrence: float


def find_p_wave(beat: MedianBeat, qrs_onset: int, t_end: int, rr_variation: float) -> Bump | None:
    """Find the P wave.

    Args:
        beat: The median beat.
        qrs_onset: First sample of its QRS.
        t_end: Last sample of its T wave; the one before ended an RR interval earlier.
        rr_variation: Median difference of successive RR intervals over the median RR interval.

    Returns:
        The wave; None where the largest bump does not recur as a P wave does.
    """
    bump = largest_bump(beat, qrs_onset, t_end)
    if bump is None or bump.height_mv < LEAST_HEIGHT_MV:
        return None
    needed = LEAST_RECURRENCE * max(rr_variation, LEAST_VARIATION) ** 0.5
    return bump if bump.recurrence > needed else None


def largest_bump(beat: MedianBeat, qrs_onset: int, t_end: int) -> Bump | None:
    """Find the largest bump before the QRS.

    Args:
        beat: The median beat.
        qrs_onset: First sample of its QRS.
        t_end: Last sample of its T wave; the one before ended an RR interval earlier.

    Returns:
        The bump; None where there is no room for one.
    """
    rate_hz = beat.rate_hz
    half = round(HALF_WIDTH_S * rate_hz)
    rest = earliest_p(beat, t_end)
    start = max(half, rest, qrs_onset - round(EARLIEST_S * rate_hz))
    peaks = np.arange(start, qrs_onset - round(LATEST_S * rate_hz))
    if not peaks.size:
        return None
    signal = beat.signal_mv
    feet = (signal[:, peaks - half] + signal[:, np.minimum(peaks + half, qrs_onset)]) / 2
    rise = signal[:, peaks] - feet
    # The foot of the T wave is bent too, but towards the baseline.
    away = (rise * signal[:, peaks]).sum(axis=0) > 0
    heights = np.sqrt(np.square(rise).mean(axis=0)) * away
    peak, height = int(peaks[heights.argmax()]), float(heights.max())
    onset, end = _edges(signal[:, : qrs_onset + 1], peak, rate_hz)
    onset = min(peak, max(onset, rest))
    spread = float(np.sqrt(np.square(beat.spread_mv[:, onset : end + 1]).mean()))
    return Bump(onset, peak, end, height, height / max(spread, LEAST_SPREAD_MV))


def earliest_p(beat: MedianBeat, t_end: int) -> int:
    """First sample at which a P wave may stand, after the T wave of the beat before.

    Args:
        beat: The median beat.
        t_end: Last sample of its T wave.
    """
    return t_end - round((beat.rr_s + BEFORE_T_END_S) * beat.rate_hz)


def _edges(signal_mv: NDArray[np.float32], peak: int, rate_hz: float) -> tuple[int, int]:
    """First and last sample of the bump: where its slopes have died away on both sides."""
    half, reach = round(SLOPE_S * rate_hz / 2), round(REACH_S * rate_hz)
    last = signal_mv.shape[1] - 1
    begin, end = max(0, peak - reach), min(last, peak + reach)
    around = np.clip(np.arange(begin - half, end + half + 1), 0, last)
    near = signal_mv[:, around]
    steep = np.sqrt(np.square(near[:, 2 * half :] - near[:, : -2 * half]).mean(axis=0))
    onset = peak - _way_down(steep[: peak - begin + 1][::-1])
    return onset, peak + _way_down(steep[peak - begin :])


def _way_down(steep: NDArray[np.float32]) -> int:
    """Samples from the peak outwards to where the slope has died away; to the end if never."""
    steepest = int(steep.argmax())
    low = np.flatnonzero(steep[steepest:] < EDGE_SHARE * steep[steepest])
    return steepest + int(low[0]) if low.size else steep.size - 1

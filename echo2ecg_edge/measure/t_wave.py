"""Find the T wave of a median beat and its end, by the tangent to its last flank.

All leads are looked at from the direction in which the T wave is highest, so that one T end stands
for all of them, as the global QT interval of an ECG machine does.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.median_beat import MedianBeat

START_S: Final = 0.06
"""The T wave stands highest at least this long after the QRS."""
LATEST_SHARE: Final = 0.62
"""... and at the latest after this share of the RR interval: later stands the next P wave."""
NEXT_QRS_S: Final = 0.08
"""The T wave ends this long before the next QRS stands highest at the latest."""
FLANK_S: Final = 0.16
"""The last flank lies within this time after the peak."""
SLOPE_S: Final = 0.02
"""Slopes of T waves are taken over this time."""
LEAST_HEIGHT_MV: Final = 0.03
"""Root mean square over the leads below which there is no T wave to measure."""
LATE_SHARE: Final = 0.6
TWIN_S: Final = 0.18
"""A later peak counts from this share of the highest, and up to so long after it: then a U."""
LEAST_FALL: Final = 0.05
"""After a peak the curve falls by this share of it at least: noise on a slope has no peak."""
EARLIER_SHARE: Final = 0.5
"""A T wave before what turned out to be a P wave reaches this share of its height."""
BEYOND_S: Final = 0.024
"""The wave runs out this much later than the tangent meets its foot."""


@dataclass(frozen=True, slots=True)
class TWave:
    """Samples at which the T wave stands highest and ends."""

    peak: int
    end: int


def find_t_wave(beat: MedianBeat, qrs_end: int) -> TWave | None:
    """Find the T wave.

    Args:
        beat: The median beat.
        qrs_end: Last sample of its QRS.

    Returns:
        The wave; None where it is too low or there is no room for it.
    """
    rate_hz, window = beat.rate_hz, beat.signal_mv.shape[1]
    start = qrs_end + round(START_S * rate_hz)
    latest = min(
        window - round(FLANK_S * rate_hz), beat.r_index + round(LATEST_SHARE * beat.rr_s * rate_hz)
    )
    stop = min(window, beat.r_index + round((beat.rr_s - NEXT_QRS_S) * rate_hz))
    if latest - start < 2 or stop - latest < round(SLOPE_S * rate_hz):
        return None
    power = _power(beat.signal_mv[:, start : latest + 1])
    peak = _last_peak(power, rate_hz) or int(power.argmax())
    return _wave(beat, start + peak, stop) if power[peak] >= LEAST_HEIGHT_MV else None


def earlier_t_wave(beat: MedianBeat, qrs_end: int, t: TWave, next_p: int) -> TWave | None:
    """Find the T wave before the next P wave; None where none stands there.

    Args:
        beat: The median beat.
        qrs_end: Last sample of its QRS.
        t: What was taken for the T wave, and reaches into the P wave.
        next_p: Sample at which the next P wave begins.
    """
    start = qrs_end + round(START_S * beat.rate_hz)
    power = _power(beat.signal_mv[:, start : max(start, next_p)])
    least = max(LEAST_HEIGHT_MV, EARLIER_SHARE * float(_power(beat.signal_mv[:, t.peak])))
    peak = _last_peak(power, beat.rate_hz)
    return _wave(beat, start + peak, next_p) if peak and power[peak] >= least else None


def _power(signal_mv: NDArray[np.float32]) -> NDArray[np.float32]:
    """Root mean square over the leads."""
    return np.asarray(np.sqrt(np.square(signal_mv).mean(axis=0)))


def _wave(beat: MedianBeat, peak: int, stop: int) -> TWave:
    """Find the end of the wave, looked at from the direction in which it is highest."""
    direction = beat.signal_mv[:, peak] / np.linalg.norm(beat.signal_mv[:, peak])
    flank = direction @ beat.signal_mv[:, peak:stop]
    return TWave(peak, min(stop, peak + _tangent_foot(flank, beat.rate_hz)))


def _last_peak(power: NDArray[np.float32], rate_hz: float) -> int | None:
    """Sample of the last local maximum that is nearly as high as the highest and close to it."""
    inner = power[1:-1]
    summits = 1 + np.flatnonzero((inner >= power[:-2]) & (inner > power[2:]))
    lowest_after = np.minimum.accumulate(power[::-1])[::-1]
    summits = summits[lowest_after[summits] <= (1 - LEAST_FALL) * power[summits]]
    if not summits.size:
        return None
    highest = summits[power[summits].argmax()]
    near = summits <= highest + round(TWIN_S * rate_hz)
    return int(summits[near & (power[summits] >= LATE_SHARE * power[highest])][-1])


def _tangent_foot(flank: NDArray[np.float32], rate_hz: float) -> int:
    """Samples from the peak to where the steepest tangent meets the level after the wave."""
    step = round(SLOPE_S * rate_hz)
    fall = flank[:-step] - flank[step:]
    if not fall.size or fall[: round(FLANK_S * rate_hz)].max() <= 0:
        return flank.size
    steepest = int(fall[: round(FLANK_S * rate_hz)].argmax())
    middle = steepest + step // 2
    foot = float(np.clip(flank[middle:].min(), -0.1 * flank[0], 0.3 * flank[0]))
    run = (flank[middle] - foot) / (fall[steepest] / step)
    return middle + round(float(run)) + round(BEYOND_S * rate_hz)

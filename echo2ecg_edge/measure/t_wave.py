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
"""Of a T wave with two peaks, the later counts from this share of the higher."""
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
    power = np.sqrt(np.square(beat.signal_mv[:, start : latest + 1]).mean(axis=0))
    peak = _last_peak(power)
    if power[peak] < LEAST_HEIGHT_MV:
        return None
    direction = beat.signal_mv[:, start + peak] / np.linalg.norm(beat.signal_mv[:, start + peak])
    flank = direction @ beat.signal_mv[:, start + peak : stop]
    return TWave(start + peak, min(stop, start + peak + _tangent_foot(flank, rate_hz)))


def _last_peak(power: NDArray[np.float32]) -> int:
    """Sample of the last local maximum that is nearly as high as the highest."""
    inner = power[1:-1]
    summits = 1 + np.flatnonzero((inner >= power[:-2]) & (inner > power[2:]))
    high = summits[power[summits] >= LATE_SHARE * power[summits].max(initial=0)]
    return int(high[-1]) if high.size else int(power.argmax())


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

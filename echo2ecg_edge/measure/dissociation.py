"""P waves that march through a slow, regular ventricular rhythm without leading it.

In complete heart block the atria keep their own time. So the averaged beat is taken out of the
ECG; where something is left that recurs at a steady interval of its own, shorter than that of the
ventricles, and the averaged beat has no steady P wave, atria and ventricles are dissociated.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.delineation import Waves, rr_variation
from echo2ecg_edge.measure.independent import independent
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.measure.p_wave import LEAST_HEIGHT_MV, largest_bump

Signal = NDArray[np.float32]

FASTEST_BPM: Final = 50.0
"""An escape rhythm is no faster, nearly always ..."""
MOST_VARIATION: Final = 0.05
"""... and regular; see ``rr_variation``."""
MOST_RECURRENCE: Final = 2.2
"""A bump before the QRS that recurs more is a P wave that leads it."""
LEAST_CORRELATION: Final = 0.14
"""What is left of the ECG is like itself an atrial interval later by this much ..."""
FLUTTER_SHARE: Final = 0.6
"""... and by less than this share of it at flutter's intervals. The limits here were set on folds
1 to 8 of PTB-XL: 4 of 12 ECGs with a complete block were found, and none of 17,366 others."""
FLUTTER_S: Final = (0.15, 0.35)
ATRIAL_S: Final = (0.4, 1.3)
"""Intervals looked at."""
PEAK_SHARE: Final = 0.75
PEAK_S: Final = 0.08
MOST_SHARE: Final = 0.85
"""An atrial interval is at most this share of the ventricular one."""
LEAST_OVERLAP_S: Final = 0.5
SLOPE_S: Final = 0.02
"""Slopes from so long before to so long after: blind to the baseline."""
HALF_QRS_S: Final = 0.08
"""Around a QRS nothing is compared."""
HIGHEST: Final = 18.0
LEAST_LIMIT_MV: Final = 0.1
"""Slopes are limited to so many times their median: bursts count little. But P waves are not cut
where there is no noise."""


def dissociated_p_bpm(
    cleaned_mv: Signal, rate_hz: float, beats: NDArray[np.intp], beat: MedianBeat, waves: Waves
) -> float | None:
    """Return the rate of P waves that lead to no QRS, or None where there are none such.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, baseline removed.
        rate_hz: Its sampling rate.
        beats: Sample index of each QRS complex, ascending.
        beat: The averaged beat.
        waves: Its waves.
    """
    is_slow = beat.rr_s >= 60 / FASTEST_BPM and rr_variation(beats / rate_hz) < MOST_VARIATION
    if not is_slow:
        return None
    bump = largest_bump(beat, waves.qrs_onset, waves.qrs_end if waves.t is None else waves.t.end)
    if bump is not None and bump.recurrence >= MOST_RECURRENCE and bump.height_mv > LEAST_HEIGHT_MV:
        return None
    fiducials_s = _fiducials_s(beats / rate_hz, beat)
    rest = _without_beats(independent(cleaned_mv), rate_hz, fiducials_s, beat)
    likeness = _likeness(rest, _apart(fiducials_s, rest.shape[1], rate_hz), rate_hz)
    first = round(ATRIAL_S[0] * rate_hz)
    atrial = likeness[first : round(min(ATRIAL_S[1], MOST_SHARE * beat.rr_s) * rate_hz)]
    flutter = likeness[round(FLUTTER_S[0] * rate_hz) : round(FLUTTER_S[1] * rate_hz)]
    if atrial.max() < LEAST_CORRELATION or flutter.max() >= FLUTTER_SHARE * atrial.max():
        return None
    return 60 * rate_hz / (first + _first_peak(atrial, round(PEAK_S * rate_hz)))


def _first_peak(likeness: NDArray[np.float64], reach: int) -> int:
    """Place of the first peak nearly as high as the highest: later ones are its multiples."""
    begin = int((likeness >= PEAK_SHARE * likeness.max()).argmax())
    return begin + int(likeness[begin : begin + reach].argmax())


def _fiducials_s(beats_s: NDArray[np.float64], beat: MedianBeat) -> NDArray[np.float64]:
    """Where each beat has its fiducial: exactly for those that were averaged, in seconds."""
    exact_s = beat.places / beat.rate_hz
    nearest = exact_s[np.abs(beats_s[:, None] - exact_s).argmin(axis=1)]
    return np.where(np.abs(nearest - beats_s) < HALF_QRS_S, nearest, beats_s)


def _without_beats(
    signal: Signal, rate_hz: float, fiducials_s: NDArray[np.float64], beat: MedianBeat
) -> Signal:
    """Subtract the averaged beat from every beat, shape (leads, samples)."""
    rest, template = signal.copy(), independent(beat.signal_mv)
    window = np.arange(template.shape[1])
    for fiducial_s in fiducials_s:
        first = round(fiducial_s * beat.rate_hz) - beat.r_index
        at = np.arange(signal.shape[1]) * (beat.rate_hz / rate_hz) - first
        inside = (at >= 0) & (at <= window[-1])
        rest[:, inside] -= template[:, np.rint(at[inside]).astype(np.intp)]
    return rest


def _apart(fiducials_s: NDArray[np.float64], samples: int, rate_hz: float) -> Signal:
    """One apart from all QRS complexes, zero in them, shape (samples,)."""
    away = np.abs(np.arange(samples)[:, None] / rate_hz - fiducials_s).min(axis=1)
    return np.asarray(away > HALF_QRS_S, np.float32)


def _likeness(rest: Signal, apart: Signal, rate_hz: float) -> NDArray[np.float64]:
    """Correlation of the slopes with themselves by lag in samples, all leads together."""
    half = round(SLOPE_S * rate_hz)
    slope = np.zeros_like(rest)
    slope[:, half:-half] = rest[:, 2 * half :] - rest[:, : -2 * half]
    slope *= apart
    most = HIGHEST * np.median(np.abs(slope), axis=1, keepdims=True)
    slope = np.clip(slope, -np.maximum(most, LEAST_LIMIT_MV), np.maximum(most, LEAST_LIMIT_MV))
    slope /= slope.std(axis=1, keepdims=True) + 0.01
    overlap = np.maximum(_own_products(apart[None]), LEAST_OVERLAP_S * rate_hz)
    products = _own_products(slope) / overlap
    return np.asarray(products / max(float(products[0]), 1e-9))


def _own_products(signal: Signal) -> NDArray[np.float64]:
    """Sum over leads and samples of the signal times itself, by lag."""
    samples = signal.shape[1]
    power = np.square(np.abs(np.fft.rfft(signal, 2 * samples, axis=1))).sum(axis=0)
    return np.asarray(np.fft.irfft(power)[:samples], np.float64)

"""Find the heartbeats, and from them the heart rate and how irregular it is.

A QRS complex is the steepest part of a heartbeat in most leads at once. So the slope is averaged
over the leads (the two steepest left out, in case one is loose), smoothed over the width of a QRS,
and its peaks are taken. A T wave is less steep than the QRS just before it. What is found counts as
a heartbeat only when the complexes look alike, which noise does not.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

SLOPE_S: Final = 0.02
"""Slopes are taken over this time: steepest for a QRS, blind to slower waves."""
SMOOTH_S: Final = 0.10
"""Width of a QRS: both its flanks become one peak."""
REFRACTORY_S: Final = 0.19
"""No two beats are closer: a little over 300 per minute."""
LEVEL_WINDOW_S: Final = 2.5
"""Windows for the usual height of a beat; most hold one even at 20 per minute."""
BEAT_SHARE: Final = 0.4
"""A beat reaches this share of the usual height; extra beats differ, by less."""
T_WAVE_S: Final = 0.36
"""A peak within this time after a beat may be its T wave ..."""
T_WAVE_SHARE: Final = 0.6
"""... and is one if lower than this share of it. Pan and Tompkins (1985) took a half."""
SHAPE_S: Final = 0.08
"""Half the stretch around a beat that is compared with the other beats."""
LEAST_LIKENESS: Final = 0.14
"""Mean correlation between beats: 0.18 or more in 2,359 real ECGs, 0.09 or less in noise."""


@dataclass(frozen=True, slots=True)
class Measurements:
    """What was measured on one ECG.

    Attributes:
        heart_rate_bpm: Beats per minute from the mean interval; None with fewer than two beats.
        beats: Number of QRS complexes found.
        rr_irregularity: Root mean square of the differences between successive RR intervals, over
            the mean RR interval: in PTB-XL usually 0.01 to 0.04 in sinus rhythm and 0.1 to 0.4 in
            atrial fibrillation; None with fewer than three beats.
    """

    heart_rate_bpm: float | None
    beats: int
    rr_irregularity: float | None


def measure(cleaned_mv: NDArray[np.float32], rate_hz: float) -> Measurements:
    """Measure heart rate and irregularity.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, baseline removed.
        rate_hz: Its sampling rate.
    """
    beats = find_beats(cleaned_mv, rate_hz)
    rr_s = np.diff(beats) / rate_hz
    mean_rr_s = float(rr_s.mean()) if rr_s.size else None
    return Measurements(
        heart_rate_bpm=60.0 / mean_rr_s if mean_rr_s else None,
        beats=beats.size,
        rr_irregularity=_rmssd(rr_s) / mean_rr_s if mean_rr_s and rr_s.size > 1 else None,
    )


def find_beats(cleaned_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.intp]:
    """Find the QRS complexes.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, baseline removed.
        rate_hz: Its sampling rate.

    Returns:
        Sample index of each QRS complex, ascending; empty where no beat stands out.
    """
    steepness = _steepness(cleaned_mv, rate_hz)
    if not steepness.any():
        return np.empty(0, np.intp)
    level = BEAT_SHARE * _usual_height(steepness, rate_hz)
    reach = round(REFRACTORY_S * rate_hz)
    nearby = sliding_window_view(np.pad(steepness, reach), 2 * reach + 1).max(axis=-1)
    peaks = np.flatnonzero((steepness == nearby) & (steepness > level))
    peaks = peaks[np.diff(peaks, prepend=-reach - 1) > reach]  # two equal samples are one peak
    beats = _without_t_waves(peaks, steepness, round(T_WAVE_S * rate_hz))
    alike = _likeness(cleaned_mv, beats, round(SHAPE_S * rate_hz)) >= LEAST_LIKENESS
    return beats if alike else beats[:0]


def _steepness(signal_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.float64]:
    """Mean absolute slope over the leads but the steepest sixth, smoothed, shape (samples,)."""
    leads, samples = signal_mv.shape
    half = max(1, round(SLOPE_S * rate_hz / 2))
    width = max(1, round(SMOOTH_S * rate_hz))
    if samples <= 2 * half + width:
        return np.zeros(samples)
    slope = np.abs(signal_mv[:, 2 * half :] - signal_mv[:, : -2 * half])
    kept = leads - leads // 6
    typical = np.partition(slope, kept - 1, axis=0)[:kept].mean(axis=0)
    smooth = np.convolve(typical, np.full(width, 1 / width), mode="same")
    return np.pad(smooth, half)


def _usual_height(steepness: NDArray[np.float64], rate_hz: float) -> float:
    """Median over the windows of the highest peak: a beat in most of them, an artefact in few."""
    windows = max(1, int(steepness.size / (LEVEL_WINDOW_S * rate_hz)))
    heights = [part.max(initial=0.0) for part in np.array_split(steepness, windows)]
    return float(np.median(heights))


def _without_t_waves(
    peaks: NDArray[np.intp], steepness: NDArray[np.float64], reach: int
) -> NDArray[np.intp]:
    """Drop each peak that closely follows a much higher one."""
    beats: list[int] = []
    for peak in peaks.tolist():
        is_early = bool(beats) and peak - beats[-1] < reach
        if not (is_early and steepness[peak] < T_WAVE_SHARE * steepness[beats[-1]]):
            beats.append(peak)
    return np.asarray(beats, np.intp)


def _likeness(signal_mv: NDArray[np.float32], beats: NDArray[np.intp], reach: int) -> float:
    """Mean correlation over all pairs of whole beats, all leads together; 0 without a pair.

    Each lead is first divided by its own spread, so that a loose one does not drown the others.
    """
    whole = beats[(beats >= reach) & (beats < signal_mv.shape[1] - reach)]
    if whole.size < 2:
        return 0.0
    scaled = signal_mv / np.maximum(signal_mv.std(axis=-1, keepdims=True), 1e-3)
    shapes = scaled[:, whole[:, None] + np.arange(-reach, reach + 1)]
    shapes = shapes.transpose(1, 0, 2).reshape(whole.size, -1)
    shapes = shapes / np.maximum(np.linalg.norm(shapes, axis=1, keepdims=True), 1e-9)
    pairs = whole.size * (whole.size - 1)
    return float((np.square(shapes.sum(axis=0)).sum() - whole.size) / pairs)


def _rmssd(rr_s: NDArray[np.float64]) -> float:
    """Root mean square of successive differences, in the unit of the intervals."""
    return float(np.sqrt(np.mean(np.square(np.diff(rr_s)))))

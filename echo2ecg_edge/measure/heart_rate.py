"""Find the heartbeats.

A QRS complex is the steepest part of a heartbeat in most leads at once. So the slope is averaged
over the leads (the two steepest left out, in case one is loose), smoothed over the width of a QRS,
and its peaks are taken. A T wave is less steep than the QRS just before it. What is found counts as
a heartbeat only when the complexes look alike, which noise does not.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.small import highest_nearby
from echo2ecg_edge.signal.middle import median

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
    nearby = highest_nearby(steepness, reach)
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
    return np.concatenate([np.zeros(half), smooth, np.zeros(half)])


def _usual_height(steepness: NDArray[np.float64], rate_hz: float) -> float:
    """Median over the windows of the highest peak: a beat in most of them, an artefact in few."""
    windows = max(1, int(steepness.size / (LEVEL_WINDOW_S * rate_hz)))
    heights = [part.max(initial=0.0) for part in np.array_split(steepness, windows)]
    return float(median(np.array(heights)))


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

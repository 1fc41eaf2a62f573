"""One representative beat per ECG: the sample-wise median of its aligned, prevailing beats.

Averaging ten beats lowers noise threefold, and intervals measured on it are the ones a reader gets
from the whole strip. The median rather than the mean, so that one artefact leaves no trace.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.alike import aligned_beats
from echo2ecg_edge.measure.independent import completed, independent
from echo2ecg_edge.measure.qrs_span import qrs_span
from echo2ecg_edge.measure.upsample import FINE_HZ, doubled, upsample
from echo2ecg_edge.signal.middle import median

BEFORE: Final = round(0.35 * FINE_HZ)
AFTER: Final = round(0.65 * FINE_HZ)
"""Window around the fiducial: the whole beat from the P wave to the end of the T wave."""
HALF_QRS: Final = 40
"""The peak lies within 80 ms of where the beats were aligned."""
SMOOTH: Final = 9
"""Samples over which the vector magnitude is smoothed before its peak is taken: 18 ms."""
LEVEL_S: Final = 0.016
"""The level of the stretch of this length before the QRS is zero."""
STRIDE: Final = 2
"""Every second sample is averaged, which 48 Hz allow; the others are drawn in between."""


@dataclass(frozen=True, slots=True)
class MedianBeat:
    """The representative beat of an ECG.

    Attributes:
        signal_mv: Shape (leads, window), millivolts; zero just before the QRS.
        rate_hz: Its sampling rate.
        r_index: Sample of the window at which the QRS stands highest over all leads.
        qrs: First and last sample of its QRS complex, from ``qrs_span``.
        rr_s: Median RR interval of the ECG in seconds.
        beats: How many beats were averaged.
        spread_mv: Shape (leads, window), half the interquartile range over the beats: small where
            a wave recurs at the same place in every beat; zero with a single beat.
        places: Sample of the ECG at ``rate_hz`` at which each averaged beat has its fiducial.
    """

    signal_mv: NDArray[np.float32]
    rate_hz: float
    r_index: int
    qrs: tuple[int, int]
    rr_s: float
    beats: int
    spread_mv: NDArray[np.float32]
    places: NDArray[np.intp]


def median_beat(
    cleaned_mv: NDArray[np.float32], rate_hz: float, beats: NDArray[np.intp]
) -> MedianBeat | None:
    """Average the prevailing beats of an ECG.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, baseline removed.
        rate_hz: Its sampling rate.
        beats: Sample index of each QRS complex, from ``find_beats``.

    Returns:
        The beat at 500 Hz, from 0.35 s before to 0.65 s after its fiducial; None with fewer than
        two beats, or where no beat lies whole in the ECG.
    """
    if beats.size < 2:
        return None
    fine, leads = upsample(independent(cleaned_mv), rate_hz), cleaned_mv.shape[0]
    places = _placed(fine, leads, np.rint(beats * (FINE_HZ / rate_hz)).astype(np.intp))
    if not places.size:
        return None
    middle, spread = _quartiles(fine, leads, places, np.arange(-BEFORE, AFTER + 1, STRIDE))
    signal_mv = doubled(middle)
    qrs = qrs_span(signal_mv, FINE_HZ, BEFORE)
    return MedianBeat(
        signal_mv=_levelled(signal_mv, qrs[0]),
        rate_hz=FINE_HZ,
        r_index=BEFORE,
        qrs=qrs,
        rr_s=float(median(np.diff(beats))) / rate_hz,
        beats=places.size,
        spread_mv=spread.repeat(STRIDE, axis=1)[:, : BEFORE + AFTER],
        places=places,
    )


def _placed(fine: NDArray[np.float32], leads: int, beats: NDArray[np.intp]) -> NDArray[np.intp]:
    """Sample at which the QRS of each prevailing beat stands highest, where it lies whole."""
    aligned = aligned_beats(fine, beats)
    if aligned.size:
        offsets = np.arange(-HALF_QRS, HALF_QRS + 1)
        aligned = aligned + _peak(_quartiles(fine, leads, aligned, offsets)[0])
    whole = (aligned >= BEFORE) & (aligned < fine.shape[1] - AFTER)
    return np.asarray(aligned[whole], np.intp)


def _quartiles(
    signal: NDArray[np.float32], leads: int, beats: NDArray[np.intp], offsets: NDArray[np.intp]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Median and half the interquartile range over the beats, shape (leads, offsets) each."""
    # Sorting short rows in place is several times faster than numpy's median.
    windows = completed(signal.take(offsets[:, None] + beats, axis=1), leads)
    windows.sort(axis=-1)
    half, quarter = beats.size // 2, beats.size // 4
    middle = (windows[..., half] + windows[..., -1 - half]) / 2
    spread = (windows[..., -1 - quarter] - windows[..., quarter]) / 2
    return np.asarray(middle, np.float32), np.asarray(spread, np.float32)


def _peak(qrs_mv: NDArray[np.float32]) -> int:
    """Samples from the middle of the stretch to the peak of the smoothed vector magnitude."""
    level = median(qrs_mv[:, :SMOOTH])[:, None]
    magnitude = np.sqrt(np.square(qrs_mv - level).sum(axis=0))
    smooth = np.convolve(magnitude, np.full(SMOOTH, 1 / SMOOTH), mode="valid")
    return int(smooth.argmax()) + SMOOTH // 2 - HALF_QRS


def _levelled(signal_mv: NDArray[np.float32], qrs_onset: int) -> NDArray[np.float32]:
    """Subtract, lead by lead, the level just before the QRS."""
    start = max(0, qrs_onset - round(LEVEL_S * FINE_HZ))
    level = median(signal_mv[:, start : qrs_onset + 1])[:, None]
    return np.asarray(signal_mv - level, np.float32)

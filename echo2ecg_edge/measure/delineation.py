"""Where the waves of a median beat begin and end, and the intervals that follow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.measure.p_wave import Bump, earliest_p, find_p_wave
from echo2ecg_edge.measure.t_wave import TWave, earlier_t_wave, find_t_wave
from echo2ecg_edge.signal.middle import median


@dataclass(frozen=True, slots=True)
class Waves:
    """Samples of the median beat's window at which its waves begin and end.

    Attributes:
        p: The P wave; None where there is none, as in atrial fibrillation.
        qrs_onset: First sample of the QRS complex, over all leads.
        qrs_end: Last sample of the QRS complex (J point).
        t: The T wave; None where it cannot be measured.
    """

    p: Bump | None
    qrs_onset: int
    qrs_end: int
    t: TWave | None


@dataclass(frozen=True, slots=True)
class Intervals:
    """Intervals over all leads, in milliseconds; None where unmeasurable.

    Attributes:
        pr_ms: From the onset of the P wave to that of the QRS.
        p_ms: Duration of the P wave.
        qrs_ms: Duration of the QRS.
        qt_ms: From the onset of the QRS to the end of the T wave.
        qtc_bazett_ms: QT over the root of RR in seconds. Source: Bazett 1920.
        qtc_fridericia_ms: QT over the cube root of RR in seconds. Source: Fridericia 1920.
    """

    pr_ms: float | None
    p_ms: float | None
    qrs_ms: float
    qt_ms: float | None
    qtc_bazett_ms: float | None
    qtc_fridericia_ms: float | None


def find_waves(beat: MedianBeat, beats_s: NDArray[np.float64]) -> Waves:
    """Find the waves of a median beat.

    Args:
        beat: The median beat.
        beats_s: Times of all beats of the ECG in seconds, ascending.
    """
    onset, end = beat.qrs
    variation = rr_variation(beats_s)
    p, t = find_p_wave(beat, onset, end, variation), find_t_wave(beat, end)
    if t is None:
        return Waves(p, onset, end, t)
    t = t if p is None else _before_p(beat, end, t, p)
    if p is None or p.onset < earliest_p(beat, t.end):  # a T wave may have passed for it
        p = find_p_wave(beat, onset, t.end, variation)
    return Waves(p, onset, end, t)


def _before_p(beat: MedianBeat, qrs_end: int, t: TWave, p: Bump) -> TWave:
    """Look again for the T wave where it ran into the next P wave, before that one.

    In a fast rhythm or one with a long PR interval the next P wave stands where a late T wave
    would, and often higher.
    """
    next_p = p.onset + round(beat.rr_s * beat.rate_hz)
    return t if t.end <= next_p else earlier_t_wave(beat, qrs_end, t, next_p) or t


def intervals(beat: MedianBeat, waves: Waves) -> Intervals:
    """Turn the waves' samples into intervals.

    Args:
        beat: The median beat.
        waves: From ``find_waves``.
    """
    sample_ms = 1000 / beat.rate_hz
    p, onset = waves.p, waves.qrs_onset
    qt_ms = None if waves.t is None else (waves.t.end - onset) * sample_ms
    return Intervals(
        pr_ms=None if p is None else (onset - p.onset) * sample_ms,
        p_ms=None if p is None else (p.end - p.onset) * sample_ms,
        qrs_ms=(waves.qrs_end - onset) * sample_ms,
        qt_ms=qt_ms,
        qtc_bazett_ms=None if qt_ms is None else qt_ms / beat.rr_s ** (1 / 2),
        qtc_fridericia_ms=None if qt_ms is None else qt_ms / beat.rr_s ** (1 / 3),
    )


def rr_variation(beats_s: NDArray[np.float64]) -> float:
    """Median difference of successive RR intervals over the median RR interval.

    A few extra beats hardly change it, unlike the root mean square; 0 with fewer than three beats.

    Args:
        beats_s: Times of the beats in seconds, ascending.
    """
    rr_s = np.diff(beats_s)
    return float(median(np.abs(np.diff(rr_s))) / median(rr_s)) if rr_s.size > 1 else 0.0

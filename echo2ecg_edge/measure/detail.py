"""The averaged QRS and ST segment as recorded: not smoothed, so that amplitudes are true.

The cleaned signal ends at 48 Hz. That suits intervals, but it cuts the tip off a sharp R wave, and
its filter rings after a large S wave. So the same beats are averaged once more from the recording
itself, each above the line from the level before its own QRS to that before the next one. Of
filters there is none but one for mains.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.independent import completed, independent
from echo2ecg_edge.measure.mains import mains_hum
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.signal.middle import median
from echo2ecg_edge.signal.spectrum import through_frequencies

LEAST_RATE_HZ: Final = 250.0
"""Recordings with fewer samples hold little more than the cleaned signal does."""
LEVEL_S: Final = 0.02
"""The level before the QRS is a mean over this time."""
ST_S: Final = 0.08
"""How much of the ST segment is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Detail:
    """QRS and ST segment of the averaged beat.

    Attributes:
        signal_mv: Shape (leads, samples), millivolts, from the onset of the QRS to ``ST_S`` after
            its end; zero at the level before the QRS.
        rate_hz: Its sampling rate.
        j_point: Last sample of the QRS.
        is_recorded: Whether it comes from the recording itself, not from the cleaned signal.
    """

    signal_mv: NDArray[np.float32]
    rate_hz: float
    j_point: int
    is_recorded: bool

    @property
    def qrs_mv(self) -> NDArray[np.float32]:
        """The QRS alone, shape (leads, samples)."""
        return self.signal_mv[:, : self.j_point + 1]

    def st_level_mv(self, after_s: float) -> NDArray[np.float32]:
        """Level so long after the J point, shape (leads,).

        Args:
            after_s: Seconds, at most ``ST_S``.
        """
        return self.signal_mv[:, self.j_point + round(after_s * self.rate_hz)]


def cleaned_detail(beat: MedianBeat, waves: Waves) -> Detail:
    """Take the QRS and ST segment from the averaged beat of the cleaned signal.

    Args:
        beat: The averaged beat.
        waves: Its waves.
    """
    stop = waves.qrs_end + round(ST_S * beat.rate_hz) + 1
    signal_mv = beat.signal_mv[:, waves.qrs_onset : stop]
    return Detail(signal_mv, beat.rate_hz, waves.qrs_end - waves.qrs_onset, is_recorded=False)


def recorded_detail(
    beat: MedianBeat, waves: Waves, recorded_mv: NDArray[np.float32], recorded_hz: float
) -> Detail:
    """Average the QRS and ST segment from the recording.

    Args:
        beat: The averaged beat of the cleaned signal.
        waves: Its waves.
        recorded_mv: Shape (leads, samples), millivolts as recorded, no NaN; of the same leads and
            length as the cleaned signal.
        recorded_hz: Its sampling rate.

    Returns:
        The detail; that of the cleaned signal where the recording has too few samples for more.

    Source: line through the levels before the QRS: Meyer and Keiser 1977.
    """
    if recorded_hz < LEAST_RATE_HZ:
        return cleaned_detail(beat, waves)
    rate_hz, signal = beat.rate_hz, independent(recorded_mv)
    if recorded_hz != rate_hz:
        signal = through_frequencies(signal, recorded_hz, rate_hz)
    level = round(LEVEL_S * rate_hz)
    first = waves.qrs_onset - level - beat.r_index
    stop = waves.qrs_end + round(ST_S * rate_hz) + 1 - beat.r_index
    offsets = np.arange(first, stop)[:, None]
    at = np.minimum(beat.places + offsets, signal.shape[1] - 1)
    windows = (signal - mains_hum(signal, rate_hz, beat.places)).take(at, axis=1)
    windows -= _line(windows[:, :level].mean(axis=1), beat.places, offsets - first - level / 2)
    windows = completed(windows, recorded_mv.shape[0])
    return Detail(median(windows)[:, level:], rate_hz, waves.qrs_end - waves.qrs_onset, True)


def _line(
    levels: NDArray[np.float32], places: NDArray[np.intp], after: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Baseline of every beat from its level and the slope to its neighbours' levels.

    Args:
        levels: Shape (leads, beats).
        places: Of the beats, in samples.
        after: Samples from where the levels hold, shape (samples, 1).

    Returns:
        Shape (leads, samples, beats).
    """
    slope = np.zeros_like(levels)
    if places.size > 1:
        slope = np.gradient(levels, places.astype(np.float32), axis=1)
    return np.asarray(levels[:, None] + slope[:, None] * after, np.float32)

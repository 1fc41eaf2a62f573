"""Beats, averaged beat and waves of one ECG, found once for all who need them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.delineation import Waves, find_waves
from echo2ecg_edge.measure.detail import Detail, cleaned_detail, recorded_detail
from echo2ecg_edge.measure.heart_rate import find_beats
from echo2ecg_edge.measure.median_beat import MedianBeat, median_beat


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What was found in one ECG.

    Attributes:
        beats: Sample index of each QRS complex in the cleaned signal, ascending.
        beat: The averaged beat at 500 Hz; None where there is none.
        waves: Of the averaged beat; None where there is none.
        detail: QRS and ST segment of the averaged beat, for amplitudes; None where there is none.
    """

    beats: NDArray[np.intp]
    beat: MedianBeat | None
    waves: Waves | None
    detail: Detail | None


def analyse(
    cleaned_mv: NDArray[np.float32],
    rate_hz: float,
    recorded_mv: NDArray[np.float32] | None = None,
    recorded_hz: float = 0.0,
) -> Analysis:
    """Find beats, averaged beat and waves.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, baseline removed.
        rate_hz: Its sampling rate.
        recorded_mv: The same leads and seconds as they were recorded, millivolts, no NaN; from
            these the amplitudes are true. Without them those of the cleaned signal are taken.
        recorded_hz: Their sampling rate.
    """
    beats = find_beats(cleaned_mv, rate_hz)
    beat = median_beat(cleaned_mv, rate_hz, beats)
    if beat is None:
        return Analysis(beats, None, None, None)
    waves = find_waves(beat, beats / rate_hz)
    if recorded_mv is None:
        return Analysis(beats, beat, waves, cleaned_detail(beat, waves))
    return Analysis(beats, beat, waves, recorded_detail(beat, waves, recorded_mv, recorded_hz))

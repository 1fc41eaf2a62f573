"""The figures an ECG machine prints above the strip, as models take them beside the waveform.

Research models that were trained on a hospital's archive expect the machine's own figures. Here
they are measured, one by one, from the cleaned ECG; a figure that cannot be measured is None.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.analysis import Analysis, analyse
from echo2ecg_edge.measure.delineation import Intervals, intervals


@dataclass(frozen=True, slots=True)
class TabularValues:
    """What a machine prints; None where it cannot be measured.

    Attributes:
        ventricular_rate: Beats per minute, from the mean RR interval; None with fewer than two
            beats.
        atrial_rate: P waves per minute. Every QRS is taken to have one P wave, so this is the
            ventricular rate where there are P waves and None where there are none, as in atrial
            fibrillation. Flutter waves and P waves that no QRS follows are not counted: in flutter
            it is None, or the ventricular rate where a flutter wave is taken for a P wave; in
            second- and third-degree AV block it is too low, or None.
        pr_interval: From the onset of the P wave to that of the QRS, ms; None without P waves.
        qrs_duration: Over all leads, ms; None where no beat lies whole in the ECG.
        qt_corrected: QT over the root of the median RR interval in seconds, ms; None without a T
            wave. Source: Bazett 1920.
    """

    ventricular_rate: float | None
    atrial_rate: float | None
    pr_interval: float | None
    qrs_duration: float | None
    qt_corrected: float | None


def tabular_values(
    cleaned_mv: NDArray[np.float32], rate_hz: float, analysis: Analysis | None = None
) -> TabularValues:
    """Measure what a machine would print.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, baseline removed.
        rate_hz: Its sampling rate.
        analysis: Of the same signal, where it is there already.
    """
    found = analyse(cleaned_mv, rate_hz) if analysis is None else analysis
    beats, beat, waves = found.beats, found.beat, found.waves
    rate = 60 * rate_hz / float(np.diff(beats).mean()) if beats.size > 1 else None
    measured = None if beat is None or waves is None else intervals(beat, waves)
    return _with_rate(rate, measured)


def _with_rate(rate: float | None, found: Intervals | None) -> TabularValues:
    if found is None:
        return TabularValues(rate, None, None, None, None)
    atrial_rate = None if found.pr_ms is None else rate
    return TabularValues(rate, atrial_rate, found.pr_ms, found.qrs_ms, found.qtc_bazett_ms)

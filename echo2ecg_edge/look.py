"""Look: everything that is found in a recording without any model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission import arrange
from echo2ecg_edge.lead_sets import lead_set
from echo2ecg_edge.measure import Measurements, measure
from echo2ecg_edge.measure.analysis import Analysis, analyse
from echo2ecg_edge.measure.urgent import Urgent, urgent_findings
from echo2ecg_edge.quality import assess, fill_missing
from echo2ecg_edge.quality.states import LeadState, SignalQuality
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec, clean


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What was found in one recording.

    Attributes:
        recording: Its leads in the order of ``LEADS``.
        cleaned_mv: Shape (leads, samples), millivolts.
        rate_hz: Rate of the cleaned signal.
        quality: State and faults of every lead.
        analysis: Beats, averaged beat and waves.
        measurements: Rate, intervals, axis and voltages.
        urgent: What somebody should be told at once, whatever the screening says; nothing where
            the signal is so bad that it would be noise mostly.
    """

    recording: Recording
    cleaned_mv: NDArray[np.float32]
    rate_hz: float
    quality: SignalQuality
    analysis: Analysis
    measurements: Measurements
    urgent: tuple[Urgent, ...]

    @property
    def lead_set(self) -> str | None:
        """Which leads there are: a key of ``LEAD_SETS``; None where they are no set."""
        return lead_set(self.recording.leads)


def look(recording: Recording, spec: SignalSpec) -> Look:
    """Clean a recording, judge its quality and measure it.

    Args:
        recording: No longer than the window; at least two samples at twice ``lowpass_stop_hz``.
        spec: How it is cleaned.
    """
    recording, rate_hz = arrange(recording), spec.rate_hz
    recorded = fill_missing(recording.signal_mv)
    cleaned = clean(recorded, recording.rate_hz, spec)
    analysis = analyse(cleaned, rate_hz, recorded, recording.rate_hz)
    measurements = measure(cleaned, rate_hz, recording.leads, analysis)
    quality = assess(recording, cleaned, rate_hz)
    is_readable = quality.state is not LeadState.REDO
    urgent = urgent_findings(measurements, recording.patient) if is_readable else ()
    return Look(recording, cleaned, rate_hz, quality, analysis, measurements, urgent)

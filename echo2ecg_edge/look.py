"""Look: everything that is found in a recording without any model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission import arrange
from echo2ecg_edge.alarms import alarms
from echo2ecg_edge.lead_sets import lead_set
from echo2ecg_edge.measure import Measurements, measure
from echo2ecg_edge.measure.analysis import Analysis, analyse
from echo2ecg_edge.measure.oscillation import fast_oscillation
from echo2ecg_edge.measure.urgent import Urgent
from echo2ecg_edge.quality import assess, fill_missing
from echo2ecg_edge.quality.states import LeadState, SignalQuality
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec, clean

Signal = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What was found in one recording.

    Attributes:
        recording: Its leads in the order of ``LEADS``.
        cleaned_mv: Shape (leads, samples), millivolts.
        rate_hz: Rate of the cleaned signal.
        quality: State and faults of every lead.
        analysis: Beats, averaged beat and waves, of all leads.
        measurements: Rate, intervals, axis and voltages, of the leads that can be used.
        urgent: What somebody should be told at once, whatever the screening says; where the signal
            as a whole is so bad that it would be noise mostly, only a wave that fills it.
    """

    recording: Recording
    cleaned_mv: Signal
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
    quality = assess(recording, cleaned, rate_hz)
    rows = _usable_rows(quality)
    if rows == list(range(len(cleaned))):
        measurements = measure(cleaned, rate_hz, recording.leads, analysis)
    else:
        measurements = _measured(recording, cleaned[rows], rate_hz, recorded[rows], rows)
    oscillation = fast_oscillation(cleaned, rate_hz)
    urgent = (*oscillation, *alarms(measurements, recording.patient, quality))
    return Look(recording, cleaned, rate_hz, quality, analysis, measurements, urgent)


def _usable_rows(quality: SignalQuality) -> list[int]:
    """Return the rows of the leads that can be used, or all where none can."""
    rows = [row for row, lead in enumerate(quality.leads) if lead.state is not LeadState.REDO]
    return rows or list(range(len(quality.leads)))


def _measured(
    recording: Recording, cleaned_mv: Signal, rate_hz: float, recorded_mv: Signal, rows: list[int]
) -> Measurements:
    """Measure some of the leads."""
    leads = tuple(recording.leads[row] for row in rows)
    analysis = analyse(cleaned_mv, rate_hz, recorded_mv, recording.rate_hz)
    return measure(cleaned_mv, rate_hz, leads, analysis)

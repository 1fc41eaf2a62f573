"""A recording on its way to the model: admitted, cleaned and checked, or stopped with a reason."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission import arrange, implausible_beats, refusal
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.measure import Measurements, measure
from echo2ecg_edge.model.specs import InputSpec
from echo2ecg_edge.quality import check_leads, fill_missing
from echo2ecg_edge.readers import complete_limb_leads
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import clean


@dataclass(frozen=True, slots=True, eq=False)
class Admitted:
    """A recording that a model may look at.

    Attributes:
        recording: Its leads in the order of ``LEADS``, no longer than the window of cleaning.
        cleaned_mv: Shape (leads, samples), millivolts.
        rate_hz: Rate of the cleaned signal.
        measurements: Of the cleaned signal.
    """

    recording: Recording
    cleaned_mv: NDArray[np.float32]
    rate_hz: float
    measurements: Measurements

    @property
    def lead_set(self) -> str:
        """Which leads there are: a key of ``LEAD_SETS``."""
        return next(name for name in LEAD_SETS if LEAD_SETS[name] == self.recording.leads)


@dataclass(frozen=True, slots=True, eq=False)
class Stopped:
    """A recording that no model may look at.

    Attributes:
        recording: As far as it came.
        reasons: Why; never empty.
        measurements: None where the signal was not reached.
    """

    recording: Recording
    reasons: tuple[Reason, ...]
    measurements: Measurements | None = None


def admit(whole: Recording, spec: InputSpec) -> Admitted | Stopped:
    """Take a recording through admission, cleaning, quality and measuring.

    Args:
        whole: As it was read; what is longer than the window is left out, with a note.
        spec: Of the bundle.
    """
    recording = complete_limb_leads(_beginning(whole, spec.signal.window_s))
    if objection := refusal(recording, spec.signal, spec.lead_sets):
        return Stopped(recording, (objection,))
    recording, rate_hz = arrange(recording), spec.signal.rate_hz
    cleaned = clean(fill_missing(recording.signal_mv), recording.rate_hz, spec.signal)
    if objections := check_leads(recording, cleaned, rate_hz):
        return Stopped(recording, objections)
    measurements = measure(cleaned, rate_hz)
    if objection := implausible_beats(measurements):
        return Stopped(recording, (objection,), measurements)
    return Admitted(recording, cleaned, rate_hz, measurements)


def _beginning(recording: Recording, window_s: float) -> Recording:
    """Return the first ``window_s`` seconds, with a note when that leaves something out."""
    samples = round(window_s * recording.rate_hz)
    if recording.signal_mv.shape[1] <= samples:
        return recording
    note = f"Only the first {window_s:g} s of {recording.duration_s:.1f} s were screened."
    return replace(
        recording,
        signal_mv=recording.signal_mv[:, :samples],
        origin=replace(recording.origin, notes=(*recording.origin.notes, note)),
    )

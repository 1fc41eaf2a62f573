"""The questions a recording must answer before it is looked at, in order."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from echo2ecg_edge.admission.amplitude import wrong_amplitude
from echo2ecg_edge.admission.duplicates import duplicated_leads
from echo2ecg_edge.admission.lacking import lacking
from echo2ecg_edge.admission.limb_leads import inconsistent_limb_leads
from echo2ecg_edge.lead_sets import LEAD_SETS, lead_set
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec

ADULT_YEARS: Final = 18.0
"""The models know adult hearts only."""
LENGTH_TOLERANCE_S: Final = 0.2
"""Ten-second devices stop up to this much early; the rest of the window is zero."""


def refusal(
    recording: Recording, spec: SignalSpec, known_sets: Collection[str] = tuple(LEAD_SETS)
) -> Reason | None:
    """Return the first reason why this recording cannot be screened, or None.

    Asked in this order: age, leads, sampling rate, length, amplitude, limb leads, duplicated leads.

    Args:
        recording: As it was read, leads in any order; NaN where samples are missing.
        spec: How the signal is cleaned.
        known_sets: Lead sets that the model knows, keys of ``LEAD_SETS``.
    """
    return (
        _too_young(recording)
        or _lacking_leads(recording, known_sets)
        or _too_coarse(recording, spec)
        or _too_short(recording, spec)
        or wrong_amplitude(recording)
        or inconsistent_limb_leads(recording)
        or duplicated_leads(recording)
    )


def arrange(recording: Recording) -> Recording:
    """Return the recording with the leads it has in the order of ``LEADS``."""
    ordered = tuple(lead for lead in LEADS if lead in recording.leads)
    if recording.leads == ordered:
        return recording
    rows = [recording.leads.index(lead) for lead in ordered]
    return replace(recording, signal_mv=recording.signal_mv[rows], leads=ordered)


def _too_young(recording: Recording) -> Reason | None:
    """An unknown age goes on: many devices do not store it."""
    age_years = recording.patient.age_years
    if age_years is None or age_years >= ADULT_YEARS:
        return None
    return Reason(ReasonCode.AGE_BELOW_ADULT, {"age_years": age_years})


def _lacking_leads(recording: Recording, known_sets: Collection[str]) -> Reason | None:
    """Only the sets of leads that the model knows can be scored."""
    if lead_set(recording.leads) in known_sets:
        return None
    return Reason(ReasonCode.LEADS_MISSING, lacking(recording.leads))


def _too_coarse(recording: Recording, spec: SignalSpec) -> Reason | None:
    minimum_hz = 2 * spec.lowpass_stop_hz
    if recording.rate_hz >= minimum_hz:
        return None
    values = {"rate_hz": recording.rate_hz, "minimum_hz": minimum_hz}
    return Reason(ReasonCode.RATE_TOO_LOW, values)


def _too_short(recording: Recording, spec: SignalSpec) -> Reason | None:
    if recording.duration_s >= spec.window_s - LENGTH_TOLERANCE_S:
        return None
    values = {
        "duration_s": recording.duration_s,
        "rate_hz": recording.rate_hz,
        "minimum_s": spec.window_s,
        "implied_rate_hz": recording.signal_mv.shape[1] / spec.window_s,
    }
    return Reason(ReasonCode.TOO_SHORT, values)

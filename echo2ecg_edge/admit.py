"""A recording on its way to the model: looked at and admitted, or stopped with a reason."""

from dataclasses import dataclass, replace
from typing import Final

from echo2ecg_edge.admission import (
    exchanged_legs,
    implausible_beats,
    refusal,
    second_look,
    wrong_gain,
)
from echo2ecg_edge.alarms import kept_alarms
from echo2ecg_edge.look import Look, look
from echo2ecg_edge.model.specs import InputSpec
from echo2ecg_edge.quality import best_window
from echo2ecg_edge.quality.gaps import without_impossible
from echo2ecg_edge.quality.objections import objections
from echo2ecg_edge.readers import complete_limb_leads
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec

LOOKED_AT: Final = frozenset(
    {
        ReasonCode.AGE_BELOW_ADULT,
        ReasonCode.LEADS_MISSING,
        ReasonCode.LEADS_DUPLICATED,
        ReasonCode.TOO_SHORT,
    }
)
"""Reasons not to score an ECG that leave it readable."""
WHOLE_SHARE: Final = 0.6
"""Of the window; a shorter ECG holds few beats, and one half as long may have a wrong rate."""


@dataclass(frozen=True, slots=True, eq=False)
class Stopped:
    """A recording that no model may look at.

    Attributes:
        recording: As far as it came.
        reasons: Why; never empty.
        look: What was found before; None where the signal was not reached.
    """

    recording: Recording
    reasons: tuple[Reason, ...]
    look: Look | None = None


def admit(whole: Recording, spec: InputSpec) -> Look | Stopped:
    """Take a recording through admission, cleaning, quality and measuring.

    Args:
        whole: As it was read; what is longer than the window is left out, with a note.
        spec: Of the bundle.
    """
    recording = complete_limb_leads(_best(without_impossible(whole), spec.signal.window_s))
    if objection := refusal(recording, spec.signal, spec.lead_sets):
        return Stopped(recording, (objection,), _look_anyway(recording, spec.signal, objection))
    found = look(recording, spec.signal)
    if reasons := _objections(found):
        return stopped(found, reasons)
    return found


def stopped(found: Look, reasons: tuple[Reason, ...]) -> Stopped:
    """Stop a recording that was looked at, and keep of what is urgent only what the reason allows.

    Args:
        found: What was found.
        reasons: Why it is stopped.
    """
    seen = (found.measurements, found.recording.patient, found.quality)
    urgent = kept_alarms(found.urgent, reasons, *seen)
    return Stopped(found.recording, reasons, replace(found, urgent=urgent))


def _objections(found: Look) -> tuple[Reason, ...]:
    """Return why a recording that was looked at cannot be screened; empty when it can.

    Before the quality: with a gain wrong by ten leads look flat or noisy, and with an arm's
    electrode on a leg one lead is flat.
    """
    raw, analysis = found.recording, found.analysis
    if objection := wrong_gain(analysis) or exchanged_legs(raw, analysis):
        return (objection,)
    if faults := objections(found.quality):
        return (*faults, *_no_heartbeat(found, faults))
    objection = implausible_beats(found.measurements) or second_look(
        raw, found.rate_hz, analysis, found.measurements
    )
    return () if objection is None else (objection,)


def _no_heartbeat(found: Look, faults: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Say so beside what is wrong with the leads: no electrode may be the cause."""
    if found.measurements.heart_rate_bpm is not None or faults[0].code is ReasonCode.NO_SIGNAL:
        return ()
    return (Reason(ReasonCode.NO_HEARTBEAT_FOUND, {"beats": found.measurements.beats}),)


def _look_anyway(recording: Recording, spec: SignalSpec, objection: Reason) -> Look | None:
    """Look at what must not be scored: a rate of 30 is urgent in ten leads as in twelve."""
    is_fine_enough = recording.rate_hz >= 2 * spec.lowpass_stop_hz
    is_long_enough = recording.duration_s >= WHOLE_SHARE * spec.window_s
    if objection.code not in LOOKED_AT or not (is_fine_enough and is_long_enough):
        return None
    return look(recording, spec)


def _best(recording: Recording, window_s: float) -> Recording:
    """Return the best ``window_s`` seconds, with a note when that leaves something out."""
    samples = round(window_s * recording.rate_hz)
    if recording.signal_mv.shape[1] <= samples:
        return recording
    first = best_window(recording, window_s)
    start_s, rate_hz = first / recording.rate_hz, recording.rate_hz
    note = (
        f"Only the best {window_s:g} s of {recording.duration_s:.1f} s were looked at, from "
        f"{start_s:.1f} to {(first + samples) / rate_hz:.1f} s; what happened before or after is "
        "not in this result."
    )
    return replace(
        recording,
        signal_mv=recording.signal_mv[:, first : first + samples],
        origin=replace(recording.origin, notes=(*recording.origin.notes, note)),
    )

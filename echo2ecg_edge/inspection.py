"""Inspection: what is in an ECG file, whether it could be screened or not; no model is run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from echo2ecg_edge.admission import verdict_for
from echo2ecg_edge.admit import Stopped, admit
from echo2ecg_edge.coach import Step, retake
from echo2ecg_edge.lead_sets import to_twelve
from echo2ecg_edge.look import Look, look
from echo2ecg_edge.measure.cross_check import cross_check
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.tabular import lacking_details
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec
from echo2ecg_edge.verdict import Verdict

HIGHEST_MV: Final = 1e6
"""Higher numbers are no voltages in any unit; float32 cannot square them."""


@dataclass(frozen=True, slots=True, eq=False)
class Inspection:
    """One ECG, looked at.

    Attributes:
        whole: As it was read, limb leads completed.
        window: The part that would be screened, and is looked at.
        verdict: What a screening would end in before the model is asked; None where the model
            would be asked.
        reasons: Why; empty where the model would be asked.
        retake: What to do before recording again, in order; empty where nobody should.
        look: Cleaned signal, quality, measurements and urgent findings of the window; None where
            its rate is too low or it is too short to be cleaned.
        cross_check: Some measurements by neurokit2, in the names and units of ``Measurements``;
            empty without lead II, None where nobody asked.
    """

    whole: Recording
    window: Recording
    verdict: Verdict | None
    reasons: tuple[Reason, ...]
    retake: tuple[Step, ...]
    look: Look | None
    cross_check: Mapping[str, float | None] | None = None


def inspect(whole: Recording, manifest: Manifest, *, cross_checked: bool = False) -> Inspection:
    """Look at a recording as a screening does, and go on where a screening would stop.

    Args:
        whole: As it was read.
        manifest: Of the bundle that would screen it.
        cross_checked: Whether neurokit2 shall measure it as well, which takes seconds.

    Raises:
        CallError: neurokit2 is asked for and not installed.
    """
    found = _inspected(whole, manifest)
    return replace(found, cross_check=_by_neurokit2(found.look)) if cross_checked else found


def _by_neurokit2(seen: Look | None) -> Mapping[str, float | None]:
    """Measure with neurokit2, which looks at lead II; empty where that was not seen."""
    if seen is None or "II" not in seen.recording.leads:
        return {}
    return cross_check(to_twelve(seen.cleaned_mv, seen.recording.leads), seen.rate_hz)


def _inspected(whole: Recording, manifest: Manifest) -> Inspection:
    found = admit(whole, manifest.input)
    if isinstance(found, Look):
        found = _stopped_by_model(found, manifest) or found
    if isinstance(found, Look):
        return Inspection(whole, found.recording, None, (), (), found)
    seen = found.look or _look_anyway(found.recording, manifest.input.signal)
    verdict = verdict_for(found.reasons[0].code)
    steps = retake(verdict, found.reasons, None if found.look is None else found.look.quality)
    return Inspection(whole, found.recording, verdict, found.reasons, steps, seen)


def _stopped_by_model(found: Look, manifest: Manifest) -> Stopped | None:
    """Return what this model asks for beside the ECG and is not known."""
    if manifest.head is None:
        return None
    lacks = lacking_details(manifest.head.tabular, found.recording.patient)
    return None if lacks is None else Stopped(found.recording, (lacks,), found)


def _look_anyway(recording: Recording, spec: SignalSpec) -> Look | None:
    """Look at what admission refused, where it can be cleaned at all."""
    return look(recording, spec) if _can_be_cleaned(recording, spec) else None


def _can_be_cleaned(recording: Recording, spec: SignalSpec) -> bool:
    signal_mv = recording.signal_mv
    is_fine_enough = recording.rate_hz >= 2 * spec.lowpass_stop_hz
    is_sane = not (np.isfinite(signal_mv) & (np.abs(signal_mv) > HIGHEST_MV)).any()
    return bool(is_fine_enough and is_sane and signal_mv.shape[1] > 1)

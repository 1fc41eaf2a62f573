"""What is urgent of a recording, and what of it outlasts a reason to stop the recording."""

from collections.abc import Collection
from typing import Final, cast

from echo2ecg_edge.admission.refusal import ADULT_YEARS
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.urgent import Urgent, UrgentCode, of_rate, urgent_findings
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.quality.states import Fault, SignalQuality
from echo2ecg_edge.reason import Reason, ReasonCode

Alarms = tuple[Urgent, ...]

UNSTEADY: Final = frozenset({Fault.WANDER, Fault.MOTION, Fault.POPS})
"""Faults that move the ST segment."""
WRONG_TIME: Final = frozenset({ReasonCode.RATE_WRONG_BY_TWO, ReasonCode.HEART_RATE_IMPLAUSIBLE})
"""Reasons that leave no rate or interval to be believed."""
WRONG_SHAPE: Final = frozenset(
    {
        ReasonCode.AMPLITUDE_TOO_LARGE,
        ReasonCode.AMPLITUDE_TOO_SMALL,
        ReasonCode.PACED_RHYTHM,
    }
)
"""Reasons that leave the rate alone: ST, QRS and QT are not what they seem."""


def alarms(
    measurements: Measurements,
    patient: Patient,
    quality: SignalQuality,
    exchanged: Collection[Electrode] = (),
) -> Alarms:
    """Return what is urgent; nothing of noise, and nothing of children, whose limits are others.

    Args:
        measurements: What was measured.
        patient: Age and sex, where known.
        quality: Of the leads.
        exchanged: Electrodes that are not in their places.
    """
    is_child = patient.age_years is not None and patient.age_years < ADULT_YEARS
    if is_child or not quality.is_readable:
        return ()
    doubtful = [lead.lead for lead in quality.leads if UNSTEADY.intersection(lead.faults)]
    return urgent_findings(measurements, patient, doubtful, exchanged)


def kept_alarms(
    found: Alarms,
    reasons: tuple[Reason, ...],
    measurements: Measurements,
    patient: Patient,
    quality: SignalQuality,
) -> Alarms:
    """Return what is urgent although the recording is stopped.

    Args:
        found: What was urgent before.
        reasons: Why it is stopped.
        measurements: What was measured.
        patient: Age and sex, where known.
        quality: Of the leads.
    """
    codes = {reason.code: reason for reason in reasons}
    if WRONG_TIME & codes.keys():
        return ()
    if WRONG_SHAPE & codes.keys():
        return of_rate(found)
    if misplaced := codes.get(ReasonCode.ELECTRODES_MISPLACED):
        exchanged = cast(tuple[Electrode, ...], misplaced.values["electrodes"])
        waves = tuple(one for one in found if one.code is UrgentCode.FAST_OSCILLATION)
        return waves + alarms(measurements, patient, quality, exchanged)
    return found

"""What can only be asked once the beats are known: legs, rate, pacemaker, electrodes."""

from echo2ecg_edge.admission.exchanged import find_misplaced
from echo2ecg_edge.admission.legs import exchanged_with_leg
from echo2ecg_edge.admission.paced import paced_rhythm
from echo2ecg_edge.admission.tempo import wrong_rate
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LIMB_LEADS
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.analysis import Analysis
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording


def second_look(
    raw: Recording, rate_hz: float, analysis: Analysis, measurements: Measurements
) -> Reason | None:
    """Return the first reason why this recording cannot be screened, or None.

    Asked in this order: sampling rate, pacemaker, electrodes.

    Args:
        raw: As it was read, leads in the order of ``LEADS``.
        rate_hz: Sampling rate of the cleaned signal.
        analysis: Of the cleaned signal.
        measurements: Of the cleaned signal.
    """
    return (
        wrong_rate(raw, analysis, measurements.heart_rate_bpm)
        or paced_rhythm(raw, analysis.beats / rate_hz)
        or _misplaced_electrodes(raw, analysis)
    )


def exchanged_legs(raw: Recording, analysis: Analysis) -> Reason | None:
    """Return a reason where one of I, II and III alone is flat, else None.

    To be asked before the quality of the leads: a lost electrode never flattens one of them alone.

    Args:
        raw: Leads in the order of ``LEADS``.
        analysis: Of the cleaned signal.
    """
    if analysis.beat is None or raw.leads[: len(LIMB_LEADS)] != LIMB_LEADS:
        return None
    return _misplaced(exchanged_with_leg(analysis.beat))


def _misplaced_electrodes(raw: Recording, analysis: Analysis) -> Reason | None:
    found = find_misplaced(analysis, raw.leads)
    return _misplaced(None if found is None else found.electrodes)


def _misplaced(electrodes: tuple[Electrode, ...] | None) -> Reason | None:
    if electrodes is None:
        return None
    return Reason(ReasonCode.ELECTRODES_MISPLACED, {"electrodes": electrodes})

"""Quality -> the reasons why an ECG has to be recorded again."""

from echo2ecg_edge.quality.states import Fault, LeadState, SignalQuality
from echo2ecg_edge.reason import Reason, ReasonCode


def objections(quality: SignalQuality) -> tuple[Reason, ...]:
    """Return one reason for each fault that makes leads unusable; empty where all can be used.

    Args:
        quality: Of the recording.
    """
    if all(_is_flat(lead.state, lead.faults) for lead in quality.leads):
        return (Reason(ReasonCode.NO_SIGNAL),)
    found = tuple(
        Reason(ReasonCode(f"lead_{suspicion.fault}"), {"leads": suspicion.leads})
        for suspicion in quality.suspicions
        if suspicion.state is LeadState.REDO
    )
    if not found and quality.state is LeadState.REDO:
        return (Reason(ReasonCode.QUALITY_TOO_LOW, {"score": quality.score}),)
    return found


def _is_flat(state: LeadState, faults: tuple[Fault, ...]) -> bool:
    return state is LeadState.REDO and Fault.FLAT in faults

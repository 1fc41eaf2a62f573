"""May this recording be screened at all? Refuse it with a reason rather than guess."""

from echo2ecg_edge.admission.heartbeat import implausible_beats
from echo2ecg_edge.admission.refusal import arrange, refusal
from echo2ecg_edge.admission.verdicts import verdict_for

__all__ = ["arrange", "implausible_beats", "refusal", "verdict_for"]

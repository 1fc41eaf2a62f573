"""May this recording be screened at all? Refuse it with a reason rather than guess."""

from echo2ecg_edge.admission.exchanged import find_misplaced
from echo2ecg_edge.admission.gain import wrong_gain
from echo2ecg_edge.admission.heartbeat import implausible_beats
from echo2ecg_edge.admission.refusal import arrange, refusal
from echo2ecg_edge.admission.second_look import exchanged_legs, second_look
from echo2ecg_edge.admission.verdicts import verdict_for

__all__ = [
    "arrange",
    "exchanged_legs",
    "find_misplaced",
    "implausible_beats",
    "refusal",
    "second_look",
    "verdict_for",
    "wrong_gain",
]

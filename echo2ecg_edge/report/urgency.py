"""Who must be seen first: the order of many screenings, as plain numbers that can be stored."""

from enum import IntEnum
from typing import Final

from echo2ecg_edge.measure.urgent import UrgentCode
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.report.caution import is_cautioned
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.verdict import Verdict


class Turn(IntEnum):
    """Whose turn it is. Someone of whom nothing is known comes before someone who may go home."""

    URGENT = 0
    LOOK_AT_PATIENT = 1
    REFER = 2
    REPEAT = 3
    CANNOT_SCREEN = 4
    NOT_NORMAL = 5
    ROUTINE = 6


MAY_BE_ILL: Final = frozenset(
    {
        ReasonCode.NO_HEARTBEAT_FOUND,
        ReasonCode.NO_SIGNAL,
        ReasonCode.QUALITY_TOO_LOW,
        ReasonCode.AMPLITUDE_TOO_SMALL,
        ReasonCode.HEART_RATE_IMPLAUSIBLE,
    }
)
"""Reasons whose sentence or first step is to get help if the patient is unwell."""
_TURNS: Final = {
    Verdict.REFER: Turn.REFER,
    Verdict.REPEAT: Turn.REPEAT,
    Verdict.CANNOT_SCREEN: Turn.CANNOT_SCREEN,
    Verdict.ROUTINE: Turn.ROUTINE,
}


def urgency_key(screening: Screening) -> tuple[int, int, float]:
    """Return a key that sorts screenings: the smallest is to be seen first.

    Args:
        screening: Any.

    Returns:
        The ``Turn``; the place of the most urgent finding, or their number where there is none;
        and how far the odds of the highest risk that counts lie below its threshold, negative
        where they lie above, 0 where nothing was scored.
    """
    first = screening.urgent[0].code if screening.urgent else None
    place = len(UrgentCode) if first is None else list(UrgentCode).index(first)
    risks = [_below(risk) for risk in screening.risks if risk.counts]
    return int(turn(screening)), place, min(risks, default=0.0)


def turn(screening: Screening) -> Turn:
    """Return whose turn it is.

    Args:
        screening: Any.
    """
    if screening.urgent:
        return Turn.URGENT
    if not MAY_BE_ILL.isdisjoint(reason.code for reason in screening.reasons):
        return Turn.LOOK_AT_PATIENT
    return Turn.NOT_NORMAL if is_cautioned(screening) else _TURNS[screening.verdict]


def _below(risk: Risk) -> float:
    """Return how far the log-odds lie below those of the threshold."""
    return log_odds(risk.refer_at) - log_odds(risk.probability)

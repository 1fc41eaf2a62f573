"""Which verdict a reason that stops the walk leads to."""

from typing import Final

from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.verdict import Verdict

CURED_BY_REPEATING: Final = frozenset(
    {
        ReasonCode.TOO_SHORT,
        ReasonCode.NO_HEARTBEAT_FOUND,
        ReasonCode.NO_SIGNAL,
        ReasonCode.ELECTRODES_MISPLACED,
        ReasonCode.LEAD_SATURATED,
        ReasonCode.LEAD_INCOMPLETE,
        ReasonCode.LEAD_FLAT,
        ReasonCode.LEAD_MOTION,
        ReasonCode.LEAD_MUSCLE,
        ReasonCode.QUALITY_TOO_LOW,
    }
)
"""Reasons that a new recording of the same patient is likely to remove."""


def verdict_for(code: ReasonCode) -> Verdict:
    """Return ``repeat`` where a new recording may help, else ``cannot screen``.

    Args:
        code: A reason from admission, quality or a reader; triage finds its verdict itself.
    """
    return Verdict.REPEAT if code in CURED_BY_REPEATING else Verdict.CANNOT_SCREEN

"""Verdict: what the person in front of the patient should do."""

from enum import StrEnum


class Verdict(StrEnum):
    """The four things a screening can end in."""

    REFER = "refer"
    ROUTINE = "routine"
    REPEAT = "repeat"
    CANNOT_SCREEN = "cannot screen"

    @property
    def is_triage(self) -> bool:
        """True when the screening ended in an answer: refer or routine."""
        return self in (Verdict.REFER, Verdict.ROUTINE)

"""Step: one thing to do before an ECG is recorded again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from echo2ecg_edge.words import ENGLISH, Language, say


class StepCode(StrEnum):
    """Every step, in the order to do them."""

    GET_HELP = "get_help"
    CHECK_CABLE = "check_cable"
    ALL_LEADS = "all_leads"
    PUT_IN_PLACE = "put_in_place"
    CHECK_ALL = "check_all"
    PRESS = "press"
    REPLACE = "replace"
    FASTEN = "fasten"
    AWAY_FROM_MAINS = "away_from_mains"
    RELAX = "relax"
    BREATHE_CALMLY = "breathe_calmly"
    RECORD_LONGER = "record_longer"
    RECORD_AGAIN = "record_again"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its code and the values its sentence needs.

    Attributes:
        code: What to do.
        values: ``fault``, ``leads`` (names) and ``electrodes`` where a lead is why; else what the
            sentence needs.
    """

    code: StepCode
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The step in English: what is wrong, and what to do about it."""
        return self.said()

    def said(self, language: Language = ENGLISH) -> str:
        """Return the step in a language."""
        values = dict(self.values)
        if "fault" in values:
            problem = say(f"problem.{values['fault']}", {"leads": values["leads"]}, language)
            values["problem"] = problem if _is_name(problem) else problem[0].upper() + problem[1:]
        return say(f"step.{self.code}", values, language)


def _is_name(problem: str) -> bool:
    """Whether it begins with a lead, whose spelling is fixed: aVR."""
    return problem.startswith("aV")

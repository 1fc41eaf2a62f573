"""Reason: why a verdict was reached, as a code and the values that made it so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from echo2ecg_edge.words import ENGLISH, Language, say


class ReasonCode(StrEnum):
    """Every reason a verdict can have."""

    RISK_ABOVE_THRESHOLD = "risk_above_threshold"
    NO_RISK_ABOVE_THRESHOLD = "no_risk_above_threshold"
    TOO_UNCERTAIN = "too_uncertain"
    REFERRED_IN_DOUBT = "referred_in_doubt"
    UNLIKE_TRAINING = "unlike_training"
    REFERRED_UNLIKE_TRAINING = "referred_unlike_training"
    REFERRED_ON_FEWER_LEADS = "referred_on_fewer_leads"
    UNREADABLE = "unreadable"
    AGE_BELOW_ADULT = "age_below_adult"
    DETAILS_LACKING = "details_lacking"
    LEADS_MISSING = "leads_missing"
    LEADS_INCONSISTENT = "leads_inconsistent"
    LEADS_DUPLICATED = "leads_duplicated"
    TOO_SHORT = "too_short"
    RATE_TOO_LOW = "rate_too_low"
    RATE_WRONG_BY_TWO = "rate_wrong_by_two"
    AMPLITUDE_TOO_LARGE = "amplitude_too_large"
    AMPLITUDE_TOO_SMALL = "amplitude_too_small"
    HEART_RATE_IMPLAUSIBLE = "heart_rate_implausible"
    PACED_RHYTHM = "paced_rhythm"
    NO_HEARTBEAT_FOUND = "no_heartbeat_found"
    NO_SIGNAL = "no_signal"
    ELECTRODES_MISPLACED = "electrodes_misplaced"
    LEAD_SATURATED = "lead_saturated"
    LEAD_INCOMPLETE = "lead_incomplete"
    LEAD_FLAT = "lead_flat"
    LEAD_MOTION = "lead_motion"
    LEAD_MUSCLE = "lead_muscle"
    QUALITY_TOO_LOW = "quality_too_low"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code and the values its sentence needs.

    Values are plain facts (numbers, lead names, members of an enum); their words are in the
    catalogue.
    """

    code: ReasonCode
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in English; where only the file is wrong, with what to do about it."""
        return self.said()

    def said(self, language: Language = ENGLISH) -> str:
        """Return the reason in a language; what a reader said of a file stays English."""
        return say(f"reason.{self.code}", self.values, language)

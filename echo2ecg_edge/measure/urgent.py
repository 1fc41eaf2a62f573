"""Findings that cannot wait, shown apart from what the screening says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.measure.measurements import Measurements
from echo2ecg_edge.measure.st_elevation import elevated_leads
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.words import ENGLISH, Language, say

SLOW_BPM: Final = 40.0
"""Source: adverse sign in the bradycardia algorithm of the European Resuscitation Council, 2005."""
FAST_BPM: Final = 150.0
"""Source: AHA's adult tachycardia algorithm (2020): a rhythm this fast is likely itself the ill."""
WIDE_QRS_MS: Final = 180.0
"""Twice the usual width: seen in high potassium, poisoning and ventricular rhythms; our choice."""
LONG_QTC_MS: Final = 500.0
"""Source: AHA/ACCF on torsade de pointes in hospital (Drew 2010): act above this."""
LEAST_T_MV: Final = 0.06
"""Where a flatter T wave ends cannot be believed. Of the ECGs of PTB-XL beyond the limit (folds 1
to 8) this leaves out a quarter, and none of those whose readers called the QT long."""
WIDE_FOR_QT_MS: Final = 120.0
QRS_SHARE: Final = 0.485
"""From that width on the QT is long because the QRS is: this share of the QRS is taken off.
Source: Bogossian 2014."""


class UrgentCode(StrEnum):
    """What was found, the most urgent first."""

    FAST_OSCILLATION = "fast_oscillation"
    ST_ELEVATION_SUSPECTED = "st_elevation_suspected"
    COMPLETE_BLOCK_SUSPECTED = "complete_block_suspected"
    RATE_EXTREME_FAST = "rate_extreme_fast"
    RATE_EXTREME_SLOW = "rate_extreme_slow"
    QRS_VERY_WIDE = "qrs_very_wide"
    QTC_LONG = "qtc_long"


OF_RATE: Final = frozenset(
    {UrgentCode.FAST_OSCILLATION, UrgentCode.RATE_EXTREME_FAST, UrgentCode.RATE_EXTREME_SLOW}
)


@dataclass(frozen=True, slots=True)
class Urgent:
    """One finding.

    Attributes:
        code: What was found.
        values: The figures that made it so, plain numbers and names of leads.
    """

    code: UrgentCode
    values: Mapping[str, float | tuple[str, ...]]

    @property
    def sentence(self) -> str:
        """The finding in English."""
        return self.said()

    def said(self, language: Language = ENGLISH) -> str:
        """Return the finding in a language."""
        return say(f"urgent.{self.code}", self.values, language)


def urgent_findings(
    measured: Measurements,
    patient: Patient,
    doubtful: Collection[str] = (),
    exchanged: Collection[Electrode] = (),
) -> tuple[Urgent, ...]:
    """Return what cannot wait, the most urgent first; mostly empty.

    Args:
        measured: What was measured.
        patient: Age and sex, where known: the limits of the ST segment depend on them.
        doubtful: Leads whose ST level says nothing: they wander or jump.
        exchanged: Electrodes that are not in their places; of what is found here only the ST level
            depends on them.
    """
    rate = measured.heart_rate_bpm
    found: dict[UrgentCode, dict[str, float | tuple[str, ...]]] = {}
    if leads := elevated_leads(measured, patient, doubtful, exchanged):
        highest = max((measured.st_mv or {})[lead] for lead in leads)
        found[UrgentCode.ST_ELEVATION_SUSPECTED] = {"leads": leads, "highest_mv": highest}
    if rate is not None and measured.dissociated_p_bpm is not None:
        found[UrgentCode.COMPLETE_BLOCK_SUSPECTED] = {
            "heart_rate_bpm": rate,
            "p_waves_bpm": measured.dissociated_p_bpm,
        }
    if rate is not None and rate >= FAST_BPM:
        found[UrgentCode.RATE_EXTREME_FAST] = {"heart_rate_bpm": rate}
    if rate is not None and rate < SLOW_BPM:
        found[UrgentCode.RATE_EXTREME_SLOW] = {"heart_rate_bpm": rate}
    if measured.qrs_ms is not None and measured.qrs_ms >= WIDE_QRS_MS:
        found[UrgentCode.QRS_VERY_WIDE] = {"qrs_ms": measured.qrs_ms}
    qtc_ms = _qtc_ms(measured)
    if qtc_ms is not None and qtc_ms > LONG_QTC_MS:
        found[UrgentCode.QTC_LONG] = {"qtc_ms": qtc_ms}
    return tuple(Urgent(code, found[code]) for code in UrgentCode if code in found)


def of_rate(found: tuple[Urgent, ...]) -> tuple[Urgent, ...]:
    """Return what is urgent for the rate alone, whatever the shape of the beats.

    Args:
        found: From ``urgent_findings``.
    """
    return tuple(one for one in found if one.code in OF_RATE)


def _qtc_ms(measured: Measurements) -> float | None:
    """QT corrected for rate (Fridericia, not too long at fast rates) and for a wide QRS."""
    if measured.t_mv is None or measured.t_mv < LEAST_T_MV:
        return None
    qt_ms, qtc_ms, qrs_ms = measured.qt_ms, measured.qtc_fridericia_ms, measured.qrs_ms
    if qt_ms is None or qtc_ms is None or qrs_ms is None or qrs_ms < WIDE_FOR_QT_MS:
        return qtc_ms
    return qtc_ms * (1 - QRS_SHARE * qrs_ms / qt_ms)

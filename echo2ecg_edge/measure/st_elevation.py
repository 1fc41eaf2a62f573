"""ST elevation in neighbouring leads, as in an acute infarction."""

from collections.abc import Collection
from typing import Final

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.measurements import Measurements
from echo2ecg_edge.measure.voltages import CORNELL_MV, SOKOLOW_LYON_MV
from echo2ecg_edge.patient import Patient, Sex

IN_FRONT: Final = (("V1", "V2"), ("V2", "V3"), ("V3", "V4"))
ELSEWHERE: Final = (("V4", "V5"), ("V5", "V6"), ("aVL", "I"), ("II", "aVF"), ("aVF", "III"))
USUAL_LIMIT_MV: Final = 0.1
"""In every lead but V2 and V3; aVR is not looked at."""
WOMEN_LIMIT_MV: Final = 0.15
OLDER_MEN_LIMIT_MV: Final = 0.2
YOUNGER_MEN_LIMIT_MV: Final = 0.25
"""In V2 and V3."""
OLDER_YEARS: Final = 40.0
WIDE_QRS_MS: Final = 120.0
"""From here on the ST segment follows the QRS and says little by itself."""
DEPRESSED_MV: Final = -0.1
"""A healthy heart's early repolarisation lifts ST without depressing it in another lead ..."""
FEWEST_LEADS: Final = 8
"""From fewer nothing is said."""
CLEAR: Final = 1.5
"""... and seldom to so many times the limits."""


def elevated_leads(
    measured: Measurements, patient: Patient, doubtful: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the leads with an ST elevation that is suspicious, empty where there is none.

    Two neighbouring leads reach their limits while another lead is depressed, or reach one and a
    half times their limits. Never with a wide QRS; nor in V1 to V4 with the voltages of a thick
    left ventricle, which lifts ST there. The limits of a man whose age is not known are those of a
    young one; who is of unknown sex counts as a man.

    Args:
        measured: What was measured on twelve leads.
        patient: Age and sex, where known.
        doubtful: Leads that wander or jump, whose level says nothing.

    Source: limits by lead, age and sex: Fourth universal definition of myocardial infarction
    (2018), in the absence of left ventricular hypertrophy and bundle branch block. The condition on
    other leads is ours, set on folds 1 to 8 of PTB-XL: 5 of 7,586 normal ECGs, 87 of all 17,378.
    """
    levels = {lead: level for lead, level in (measured.st_mv or {}).items() if lead not in doubtful}
    is_wide = measured.qrs_ms is None or measured.qrs_ms >= WIDE_QRS_MS
    if len(levels) < FEWEST_LEADS or is_wide:
        return ()
    is_depressed = min(level for lead, level in levels.items() if lead != "aVR") <= DEPRESSED_MV
    factor = 1.0 if is_depressed else CLEAR
    high = {lead for lead in levels if levels[lead] >= factor * _limit_mv(lead, patient)}
    walls = ELSEWHERE if _is_left_ventricle_thick(measured, patient) else (*IN_FRONT, *ELSEWHERE)
    raised = {lead for pair in walls if high.issuperset(pair) for lead in pair}
    return tuple(lead for lead in LEADS if lead in raised)


def _limit_mv(lead: str, patient: Patient) -> float:
    if lead not in ("V2", "V3"):
        return USUAL_LIMIT_MV
    if patient.sex is Sex.FEMALE:
        return WOMEN_LIMIT_MV
    is_older = patient.age_years is not None and patient.age_years >= OLDER_YEARS
    return OLDER_MEN_LIMIT_MV if is_older else YOUNGER_MEN_LIMIT_MV


def _is_left_ventricle_thick(measured: Measurements, patient: Patient) -> bool:
    """Say whether the voltages speak for it; see ``voltages``."""
    sokolow_lyon_mv, cornell_mv = measured.sokolow_lyon_mv or 0.0, measured.cornell_mv or 0.0
    cornell_limit_mv = CORNELL_MV[patient.sex is Sex.FEMALE]
    return sokolow_lyon_mv >= SOKOLOW_LYON_MV or cornell_mv > cornell_limit_mv

"""ST elevation in neighbouring leads, as in an acute infarction."""

from collections.abc import Collection, Mapping
from typing import Final

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.measurements import Measurements
from echo2ecg_edge.measure.voltages import CORNELL_MV, SOKOLOW_LYON_MV
from echo2ecg_edge.measure.walls import believed_leads, neighbours, whose_limit
from echo2ecg_edge.patient import Patient, Sex

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
    measured: Measurements,
    patient: Patient,
    doubtful: Collection[str] = (),
    exchanged: Collection[Electrode] = (),
) -> tuple[str, ...]:
    """Return the leads with an ST elevation that is suspicious, empty where there is none.

    Two neighbouring leads reach their limits while another lead is depressed, or reach one and a
    half times their limits. Never with a wide QRS; nor in V1 to V4 with the voltages of a thick
    left ventricle, which lifts ST there. In V2 and V3 the limit is that of a man of 40 or more, but
    for women and for men who are known to be younger. Where electrodes are exchanged, only what the
    exchange cannot have made; see ``walls``.

    Args:
        measured: What was measured on twelve leads.
        patient: Age and sex, where known.
        doubtful: Leads that wander or jump, whose level says nothing.
        exchanged: Electrodes that are not in their places.

    Source: limits by lead, age and sex: Fourth universal definition of myocardial infarction
    (2018), in the absence of left ventricular hypertrophy and bundle branch block. The condition on
    other leads is ours, set on folds 1 to 8 of PTB-XL: 3 of 7,586 normal ECGs, 76 of all 17,380;
    with age and sex taken away 5 and 70.
    """
    levels = {lead: level for lead, level in (measured.st_mv or {}).items() if lead not in doubtful}
    is_wide = measured.qrs_ms is None or measured.qrs_ms >= WIDE_QRS_MS
    if len(levels) < FEWEST_LEADS or is_wide:
        return ()
    believed = {lead: levels[lead] for lead in believed_leads(exchanged) if lead in levels}
    high = _high(believed, patient, exchanged)
    walls = neighbours(exchanged, is_front_left_out=_is_left_ventricle_thick(measured, patient))
    raised = {lead for pair in walls if high.issuperset(pair) for lead in pair}
    return tuple(lead for lead in LEADS if lead in raised)


def _high(
    levels: Mapping[str, float], patient: Patient, exchanged: Collection[Electrode]
) -> set[str]:
    """Return the leads that reach their limits."""
    lowest_mv = min((level for lead, level in levels.items() if lead != "aVR"), default=0.0)
    factor = 1.0 if lowest_mv <= DEPRESSED_MV else CLEAR
    asked = {lead: whose_limit(lead, exchanged) for lead in levels}
    return {lead for lead in levels if levels[lead] >= factor * _limit_mv(asked[lead], patient)}


def _limit_mv(lead: str, patient: Patient) -> float:
    if lead not in ("V2", "V3"):
        return USUAL_LIMIT_MV
    if patient.sex is Sex.FEMALE:
        return WOMEN_LIMIT_MV
    is_young = patient.age_years is not None and patient.age_years < OLDER_YEARS
    is_young_man = is_young and patient.sex is Sex.MALE
    return YOUNGER_MEN_LIMIT_MV if is_young_man else OLDER_MEN_LIMIT_MV


def _is_left_ventricle_thick(measured: Measurements, patient: Patient) -> bool:
    """Say whether the voltages speak for it; see ``voltages``."""
    sokolow_lyon_mv, cornell_mv = measured.sokolow_lyon_mv or 0.0, measured.cornell_mv or 0.0
    cornell_limit_mv = CORNELL_MV[patient.sex is Sex.FEMALE]
    return sokolow_lyon_mv >= SOKOLOW_LYON_MV or cornell_mv > cornell_limit_mv

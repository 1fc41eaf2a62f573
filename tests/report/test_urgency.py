"""Who must be seen first: the order of many screenings."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from echo2ecg_edge.coach import StepCode, retake
from echo2ecg_edge.measure.urgent import Urgent, UrgentCode
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.report.urgency import MAY_BE_ILL, Turn, turn, urgency_key
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words.catalogue import CATALOGUE
from tests.report.made import SCREENINGS
from tests.screenings import REFER, REPEAT, RICH, ROUTINE, UNREADABLE, URGENT, scored

NO_SIGNAL = replace(REPEAT, reasons=(Reason(ReasonCode.NO_SIGNAL),))
INFARCTION = replace(
    URGENT,
    urgent=(Urgent(UrgentCode.ST_ELEVATION_SUSPECTED, {"leads": ("V2",), "highest_mv": 0.4}),),
)


def test_the_order_of_a_morning():
    morning = [ROUTINE, RICH, UNREADABLE, REPEAT, REFER, NO_SIGNAL, URGENT, INFARCTION]
    ordered = [INFARCTION, URGENT, NO_SIGNAL, REFER, REPEAT, UNREADABLE, RICH, ROUTINE]
    assert sorted(morning, key=urgency_key) == ordered
    assert [turn(one) for one in ordered] == [Turn.URGENT, *Turn]


def test_an_urgent_finding_comes_first_whatever_the_verdict():
    for screening in (REFER, REPEAT, ROUTINE, NO_SIGNAL):
        assert turn(replace(screening, urgent=URGENT.urgent)) is Turn.URGENT


def test_among_the_urgent_the_most_urgent_finding_decides():
    both = replace(URGENT, urgent=INFARCTION.urgent + URGENT.urgent)
    assert urgency_key(both) == urgency_key(INFARCTION) < urgency_key(URGENT)


def test_a_higher_risk_comes_first():
    screenings = [scored(probability) for probability in (0.31, 0.5, 0.999999, 1.0)]
    assert sorted(screenings, key=urgency_key) == screenings[::-1]
    assert urgency_key(scored(0.29)) < urgency_key(scored(0.01)) < (Turn.ROUTINE + 1,)


def test_a_label_that_does_not_count_has_no_say():
    high = replace(ROUTINE.risks[0], probability=0.99, counts=False)
    other = replace(ROUTINE, risks=(high, *ROUTINE.risks[1:]))
    assert urgency_key(other) == urgency_key(ROUTINE)
    alone = replace(ROUTINE, risks=(high,))
    assert urgency_key(alone)[2] == 0


def test_a_repeat_of_which_nothing_is_known_comes_before_a_low_risk():
    doubted = replace(ROUTINE, verdict=Verdict.REPEAT, reasons=REPEAT.reasons)
    assert urgency_key(REPEAT) < urgency_key(doubted)


def test_a_threshold_at_the_end_of_the_scale_keeps_the_key_finite():
    ends = replace(ROUTINE.risks[0], probability=0.0, refer_at=1.0)
    assert 0 < urgency_key(replace(ROUTINE, risks=(ends,)))[2] < 100


@pytest.mark.parametrize("code", ReasonCode)
def test_whoever_may_need_help_now_is_looked_at(code):
    steps = {step.code for step in _steps(code)}
    says_help = "get help" in CATALOGUE[f"reason.{code}"] or StepCode.GET_HELP in steps
    assert (code in MAY_BE_ILL) is says_help


def _steps(code):
    if code in (ReasonCode.ELECTRODES_MISPLACED, ReasonCode.TOO_SHORT):
        return ()  # their steps need values, and are about electrodes and seconds
    return retake(Verdict.REPEAT, (Reason(code),), None)


@settings(max_examples=60, deadline=None)
@given(SCREENINGS)
def test_the_key_is_three_numbers_that_can_be_stored(screening):
    key = urgency_key(screening)
    assert tuple(json.loads(json.dumps(key))) == key
    assert [type(part) for part in key] == [int, int, float]

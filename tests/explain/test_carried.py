"""What stretches and leads carry, and intervals, from readings made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.explain.carried import leads_leaned_on, push, stretches_alike
from echo2ecg_edge.explain.intervals import SPREADS, intervals, spread
from echo2ecg_edge.explain.readings import Readings, distance
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.policy import LabelRule, Plan
from echo2ecg_edge.policy.fingerprint import ModelStamp
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.policy.policy import Mode
from echo2ecg_edge.prediction import LabelScore

MODEL = ModelStamp("tiny", "0.0.1", "")
WHOLE, BLANK = np.array([1.0, -2.0]), np.array([-2.0, 2.0])


def readings(alone=(), without_stretch=(), without_lead=(), whole=WHOLE, blank=BLANK) -> Readings:
    rows = (np.reshape(part, (-1, 2)) for part in (alone, without_stretch, without_lead))
    return Readings(np.asarray(whole), np.asarray(blank), *rows)


def test_the_distance_is_a_root_mean_square():
    assert distance(WHOLE, BLANK) == pytest.approx(np.sqrt((9 + 16) / 2))
    np.testing.assert_allclose(distance(np.zeros((2, 2)), WHOLE), np.sqrt(2.5))


def test_the_whole_reading_is_one_and_a_flat_line_nothing():
    half = WHOLE + (BLANK - WHOLE) / 2
    beyond = WHOLE - 2 * (BLANK - WHOLE)
    found = stretches_alike(readings(alone=[WHOLE, half, BLANK, beyond]))
    np.testing.assert_allclose(found, [1, 0.5, 0, 0], atol=1e-6)
    assert found.dtype == np.float32


def test_where_the_ecg_reads_like_a_flat_line_nothing_is_carried():
    found = stretches_alike(readings(alone=[WHOLE, WHOLE], blank=WHOLE))
    np.testing.assert_array_equal(found, [0, 0])


def test_leads_are_measured_by_the_one_leaned_on_most():
    found = leads_leaned_on(readings(without_lead=[WHOLE, WHOLE + 1, WHOLE - 4]))
    np.testing.assert_allclose(found, [0, 0.25, 1])


def test_leads_that_change_nothing_carry_nothing():
    np.testing.assert_array_equal(leads_leaned_on(readings(without_lead=[WHOLE, WHOLE])), [0, 0])


def test_a_push_is_towards_the_disease_when_the_risk_falls_without_the_part():
    without = np.array([[0.4, -2.0], [1.5, -2.0], [1.0, 7.0]])
    np.testing.assert_allclose(push(WHOLE, without, 0), [0.6, -0.5, 0], atol=1e-6)
    np.testing.assert_allclose(push(WHOLE, without, 1), [0, 0, -9])


def test_the_spread_adds_leads_and_stretches_in_quadrature():
    four = np.array([4, 0])
    said = readings(alone=[[0, 0], [6, 0]], without_lead=[WHOLE + four, WHOLE - four])
    np.testing.assert_allclose(spread(said), [5, 0])


def risks_at_site(said: Readings, rules: dict[str, LabelRule]) -> tuple[Plan, tuple]:
    plan = Plan(MODEL, PolicyStamp("site", Mode.BALANCED, {}, (), ""), rules)
    inner = 1 / (1 + np.exp(-said.whole))
    scores = tuple(
        LabelScore(key, key, Knowledge.SIMULATED, float(p), 0.3)
        for key, p in zip(rules, inner, strict=True)
    )
    return plan, plan.risks(scores)


def test_an_interval_is_so_many_spreads_of_log_odds():
    half = np.array([0.5, 0])
    said = readings(alone=[WHOLE, WHOLE], without_lead=[WHOLE + half, WHOLE - half])
    plan, risks = risks_at_site(said, {"a": LabelRule(True, 0.3), "b": LabelRule(True, 0.3)})
    found = intervals(said, risks, plan)
    ends = [np.log(p / (1 - p)) for p in (found["a"].low, found["a"].high)]
    np.testing.assert_allclose(ends, [1 - SPREADS * 0.5, 1 + SPREADS * 0.5])
    assert (found["b"].low, found["b"].high) == pytest.approx((risks[1].probability,) * 2)


@given(
    whole=st.floats(-40, 40),
    moves=st.lists(st.floats(-30, 30), min_size=2, max_size=4),
    slope=st.floats(0.1, 3),
    shift=st.floats(-5, 5),
)
def test_every_interval_holds_its_risk(whole, moves, slope, shift):
    rows = [[whole + move, 0] for move in moves]
    said = readings(alone=rows, without_lead=rows, whole=[whole, 0.0])
    rule = LabelRule(True, 0.3, slope, shift)
    plan, risks = risks_at_site(said, {"a": rule, "b": rule})
    for risk in risks:
        one = intervals(said, risks, plan)[risk.key]
        assert 0 <= one.low <= risk.probability <= one.high <= 1

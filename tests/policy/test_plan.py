"""A plan reads scores at a site, and keeps what the model said beside it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.policy import LabelRule, Mode, Plan, plan_of_bundle
from echo2ecg_edge.policy.fingerprint import ModelStamp
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.policy.rule import moved
from echo2ecg_edge.prediction import LabelScore
from echo2ecg_edge.triage.risk import Risk
from tests.rich_bundle import rich_manifest

MODEL = ModelStamp("tiny", "0.0.1", "ab" * 32)
STAMP = PolicyStamp("default", Mode.BALANCED, {}, (), "")


def test_a_risk_has_both_what_is_true_here_and_what_the_model_said():
    plan = Plan(
        MODEL, STAMP, {"shd": LabelRule(False, 0.4, 2.0, -1.0), "pasp_gte_45": LabelRule(True, 1)}
    )
    scores = (
        LabelScore("pasp_gte_45", "pressure", Knowledge.REAL, 0.7, 0.3),
        LabelScore("shd", "any disease", Knowledge.SIMULATED, 0.5, 0.2),
    )
    here = 1 / (1 + 2.718281828459045)  # log-odds 2 x 0 - 1
    assert plan.risks(scores) == (
        Risk("pasp_gte_45", "pressure", Knowledge.REAL, 0.7, 1, True, 0.7),
        Risk("shd", "any disease", Knowledge.SIMULATED, pytest.approx(here), 0.4, False, 0.5),
    )


def test_a_site_that_decided_nothing_has_the_bundles_thresholds_and_the_plain_stamp():
    manifest = rich_manifest()
    plan = plan_of_bundle(manifest)
    assert plan.stamp == STAMP
    assert plan.rules == {spec.key: LabelRule(True, spec.refer_at) for spec in manifest.labels}
    assert {(rule.slope, rule.shift) for rule in plan.rules.values()} == {(1, 0)}


@pytest.mark.parametrize(
    ("probability", "slope", "shift", "expected"),
    [
        (0.2, 1, 0, 0.2),
        (0.5, 3, 0, 0.5),
        (0.8, 2, 0, 16 / 17),  # odds 4 squared
        (0.75, 0.5, 0, 3**0.5 / (1 + 3**0.5)),
        (0.5, 1, 1.0986122886681098, 0.75),  # odds 1 times 3
        (0.0, 1, 2, 0.0),
        (1.0, 1, -2, 1.0),
    ],
)
def test_odds_are_raised_to_the_slope_and_times_e_to_the_shift(probability, slope, shift, expected):
    assert moved(probability, slope, shift) == pytest.approx(expected, abs=1e-11)
    assert LabelRule(True, 0.5, slope, shift).at_site(probability) == moved(
        probability, slope, shift
    )


@given(st.floats(0, 1), st.floats(0.1, 3), st.floats(-6, 6))
def test_a_moved_probability_is_one_and_unmoved_it_is_the_very_same(probability, slope, shift):
    assert 0 <= moved(probability, slope, shift) <= 1
    assert moved(probability, 1, 0) == probability


@pytest.mark.parametrize(
    "rule",
    [
        (True, float("nan")),
        (True, 1.01),
        (True, -0.01),
        (True, 0.5, 0.0),
        (True, 0.5, -1.0),
        (True, 0.5, float("inf")),
        (True, 0.5, 1.0, float("nan")),
        (True, 0.5, 1.0, float("-inf")),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule):
    with pytest.raises(PolicyError, match="is no rule: refer_at must lie between 0 and 1"):
        LabelRule(*rule)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "other"},
        {"version": "9.9.9"},
        {"input": replace(rich_manifest().input, lead_sets=())},
    ],
)
def test_a_plan_is_of_one_model(changed):
    manifest = rich_manifest()
    plan = plan_of_bundle(manifest)
    plan.require_model(manifest)
    with pytest.raises(PolicyError, match=r"made for the model tiny 0\.0\.1, .*load_plan"):
        plan.require_model(replace(manifest, **changed))

"""What a plan promises, counted one patient at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from echo2ecg_edge.model.population import Population
from echo2ecg_edge.policy import Mode, Policy, plan_of_bundle
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.expect import expected
from echo2ecg_edge.policy.figures import performance
from echo2ecg_edge.policy.mix import mixed
from echo2ecg_edge.policy.settle import settle
from tests.policy.made_up import KEYS, PATIENTS, WHO


@pytest.mark.parametrize(
    "policy",
    [
        Policy("x", prevalence={"shd": 0.05, "lvef_lte_45": 0.02}),
        Policy("x", Mode.SPECIFIC, ("shd", "lvef_lte_45")),
        Policy("x", Mode.THRESHOLDS, ("shd",), thresholds={"shd": 0.2}, prevalence={"shd": 0.1}),
    ],
)
def test_a_plan_does_what_counting_says(bundle, policy):
    plan, population = settle(policy, bundle), Population.of(bundle)
    weight = mixed(population, policy.prevalence)
    sums = dict.fromkeys(("sick", "found", "well", "spared", "referred"), 0.0)
    for row, share in enumerate(weight):
        counting = [key for key in KEYS if plan.rules[key].counts]
        sick = any(population.truth[row, KEYS.index(key)] for key in counting)
        odds = {key: population.log_odds[row, KEYS.index(key)] for key in counting}
        refers = any(
            plan.rules[key].at_site(1 / (1 + np.exp(-odds[key]))) >= plan.rules[key].refer_at - 1e-9
            for key in counting
        )
        sums["sick"] += share * sick
        sums["found"] += share * (sick and refers)
        sums["well"] += share * (not sick)
        sums["spared"] += share * (not sick and not refers)
        sums["referred"] += share * refers
    together = expected(plan, bundle).together
    assert together.prevalence == pytest.approx(sums["sick"])
    assert together.sensitivity.value == pytest.approx(sums["found"] / sums["sick"])
    assert together.specificity.value == pytest.approx(sums["spared"] / sums["well"])
    assert together.referred.value == pytest.approx(100 * sums["referred"])
    assert together.ppv.value == pytest.approx(sums["found"] / sums["referred"])
    assert together.npv.value == pytest.approx(sums["spared"] / (1 - sums["referred"]))


def test_each_label_is_told_alone_and_so_are_the_patients(bundle):
    found = expected(plan_of_bundle(bundle.manifest), bundle)
    assert set(found.labels) == set(KEYS)
    assert (found.patients, found.data) == (PATIENTS, WHO)
    population = Population.of(bundle)
    calls = population.log_odds[:, 0] >= np.log(0.3 / 0.7)
    label = found.labels[KEYS[0]]
    assert label.sensitivity.value == pytest.approx(calls[population.truth[:, 0]].mean())
    assert label.referred.value == pytest.approx(100 * calls.mean())


def test_patients_bring_intervals(bundle):
    found = expected(settle(Policy("x", prevalence={"shd": 0.05}), bundle), bundle)
    for told in (found.together, *found.labels.values()):
        for figure in (told.sensitivity, told.specificity, told.referred):
            assert figure.low < figure.value < figure.high


def test_a_recalibrated_plan_calls_whom_the_corrected_score_calls(bundle):
    corrections = Corrections({"shd": Correction(0.5, -1.0)}, "abc")
    policy = Policy("x", Mode.THRESHOLDS, ("shd",), thresholds={"shd": 0.2})
    found = expected(settle(policy, bundle, corrections), bundle)
    population = Population.of(bundle)
    column = KEYS.index("shd")
    corrected = 1 / (1 + np.exp(1.0 - 0.5 * population.log_odds[:, column]))
    has_it = population.truth[:, column]
    assert found.together.sensitivity.value == pytest.approx((corrected >= 0.2)[has_it].mean())
    assert found.together.prevalence != pytest.approx(has_it.mean(), abs=0.01)  # echos tell it


def test_intervals_are_those_of_a_binomial_and_the_same_every_time():
    has_it = np.arange(400) < 100
    called = np.concatenate([np.arange(100) < 80, np.arange(300) < 30])
    weight = np.full(400, 1 / 400)
    first = performance(called, has_it, weight, is_patients=True)
    assert first == performance(called, has_it, weight, is_patients=True)
    # Jeffreys' interval of 80 in 100 is 0.714 to 0.869 (Beta quantiles).
    assert first.sensitivity.low == pytest.approx(0.714, abs=0.005)
    assert first.sensitivity.high == pytest.approx(0.869, abs=0.005)
    # And of 270 in 300 it is 0.862 to 0.930: the healthy are counted by themselves.
    assert first.specificity.low == pytest.approx(0.862, abs=0.003)
    assert first.specificity.high == pytest.approx(0.930, abs=0.003)


def test_uneven_patients_count_as_many_as_kish_says():
    """Of 100 sick, 20 weigh ten times as much as the others: they speak for 37.7."""
    has_it, called = np.arange(400) < 100, np.arange(400) % 2 > 0
    weight = np.where(np.arange(400) % 5, 0.1, 1.0)
    sick = weight[has_it]
    count = sick.sum() ** 2 / (sick**2).sum()
    assert count == pytest.approx(37.7, abs=0.1)
    found = performance(called, has_it, weight / weight.sum(), is_patients=True).sensitivity
    hits = count * found.value
    low, high = stats.beta(hits + 0.5, count - hits + 0.5).ppf((0.025, 0.975))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.01)


def test_nobody_found_among_few_may_still_be_some():
    has_it = np.arange(200) < 20
    found = performance(has_it & False, has_it, np.full(200, 1 / 200), is_patients=True)
    assert (found.sensitivity.value, found.sensitivity.low) == (0, 0)
    assert found.sensitivity.high == pytest.approx(0.117, abs=0.01)  # Jeffreys, 0 of 20


@pytest.mark.parametrize("count", [1, 199])
def test_one_referral_or_one_spared_has_its_predictive_values(count):
    called = np.arange(200) < count
    found = performance(called, np.arange(200) < 20, np.full(200, 1 / 200), is_patients=True)
    assert found.ppv.value == pytest.approx(min(20, count) / count)
    assert found.npv.value == pytest.approx(min(180, 200 - count) / (200 - count))


@given(st.lists(st.tuples(st.booleans(), st.floats(0.1, 5)), min_size=2, max_size=30), st.data())
def test_every_figure_lies_in_its_interval(rows, data):
    has_it = np.array([True, False, *(row[0] for row in rows)])
    weight = np.array([1.0, 1.0, *(row[1] for row in rows)])
    called = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(has_it), max_size=len(has_it)))
    )
    found = performance(called, has_it, weight / weight.sum(), is_patients=True)
    for figure in (found.sensitivity, found.specificity, found.referred, found.ppv, found.npv):
        if figure is not None:
            assert figure.low <= figure.value <= figure.high
    assert (found.ppv is None) == (not called.any())
    assert (found.npv is None) == called.all()

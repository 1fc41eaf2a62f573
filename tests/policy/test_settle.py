"""Plans: every mode reaches what it promises, and scores are right at the site."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Population
from echo2ecg_edge.odds import log_odds as logit
from echo2ecg_edge.policy import LabelRule, Mode, Policy, plan_of_bundle
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.expect import expected
from echo2ecg_edge.policy.mix import mixed
from echo2ecg_edge.policy.policy import DEFAULT
from echo2ecg_edge.policy.settle import settle
from tests.policy.made_up import KEYS, populated, refers
from tests.rich_bundle import TABLES, write_rich_bundle

SITE = {"shd": 0.05}
LVEF = ("lvef_lte_45",)


@pytest.fixture(scope="session")
def tabled(tmp_path_factory) -> Bundle:
    """A bundle with ROC points of one label, and no patients."""
    return Bundle.load(write_rich_bundle(tmp_path_factory.mktemp("tabled") / "tiny"))


def test_a_site_that_decided_nothing_has_the_bundles_plan(bundle):
    assert settle(DEFAULT, bundle) == plan_of_bundle(bundle.manifest)


@pytest.mark.parametrize("prevalence", [{}, SITE])
def test_sensitive_and_specific_reach_nine_in_ten(bundle, prevalence):
    sensitive, specific = (
        expected(settle(Policy("x", mode, prevalence=prevalence), bundle), bundle).together
        for mode in (Mode.SENSITIVE, Mode.SPECIFIC)
    )
    assert 0.9 <= sensitive.sensitivity.value < 0.91
    assert 0.9 <= specific.specificity.value < 0.91


@pytest.mark.parametrize("capacity", [0.9, 5, 20, 60])
@pytest.mark.parametrize("counts", [None, LVEF, ("shd", "pasp_gte_45")])
def test_a_capacity_is_used_and_not_passed(bundle, capacity, counts):
    policy = Policy("x", Mode.CAPACITY, counts, capacity, prevalence=SITE)
    referred = expected(settle(policy, bundle), bundle).together.referred.value
    assert referred <= capacity + 1e-6
    assert referred == pytest.approx(capacity, abs=0.3)


def test_too_small_a_capacity_is_refused(bundle):
    with pytest.raises(PolicyError, match="too small"):
        settle(Policy("x", Mode.CAPACITY, capacity=0.01), bundle)


def test_own_thresholds_are_those_of_the_file(bundle):
    policy = Policy(
        "x", Mode.THRESHOLDS, ("shd",), thresholds={"shd": 0.12}, prevalence={"shd": 0.05}
    )
    plan = settle(policy, bundle)
    assert plan.rules["shd"].refer_at == 0.12
    assert [key for key, rule in plan.rules.items() if rule.counts] == ["shd"]
    assert plan.rules["shd"].shift < 0


def test_a_prevalence_alone_moves_scores_and_refers_nobody_else(bundle):
    plan, plain = settle(Policy("x", prevalence=SITE), bundle), plan_of_bundle(bundle.manifest)
    population = Population.of(bundle)
    for row in 1 / (1 + np.exp(-population.log_odds[:200])):
        assert refers(plan, row, bundle) == refers(plain, row, bundle)


def test_scores_are_right_on_the_whole_at_the_site(bundle):
    plan, population = settle(Policy("x", prevalence=SITE), bundle), Population.of(bundle)
    weight = mixed(population, SITE)
    for place, key in enumerate(KEYS):
        probability = 1 / (1 + np.exp(-(population.log_odds[:, place] + plan.rules[key].shift)))
        assert weight @ probability == pytest.approx(population.prevalence(key, weight))
        assert plan.rules[key].shift < 0  # fewer have any disease, so fewer have this one


def test_a_calibrated_score_is_shifted_by_the_odds_of_the_prevalences(tmp_path):
    random = np.random.default_rng(1)
    log_odds = np.repeat(random.normal(-1, 1.5, 20_000)[:, None], len(KEYS), 1).astype(np.float16)
    truth = random.random(20_000) < 1 / (1 + np.exp(-log_odds[:, 0].astype(float)))
    calibrated = populated(
        tmp_path, log_odds=log_odds, truth=np.repeat(truth[:, None], len(KEYS), 1).astype(np.uint8)
    )
    shift = settle(Policy("x", prevalence=SITE), calibrated).rules["shd"].shift
    base = truth.mean()
    assert shift == pytest.approx(np.log(0.05 / 0.95) - np.log(base / (1 - base)), abs=0.1)


@pytest.mark.parametrize("mode", [Mode.SENSITIVE, Mode.SPECIFIC, Mode.CAPACITY])
def test_without_a_prevalence_scores_stay_as_the_model_says_them(bundle, mode):
    plan = settle(Policy("x", mode, capacity=8), bundle)
    assert {(rule.slope, rule.shift) for rule in plan.rules.values()} == {(1, 0)}
    moved = {round(logit(rule.refer_at) - logit(0.3), 9) for rule in plan.rules.values()}
    assert len(moved) == 1  # one dial for all labels
    assert moved != {0.0}


def test_labels_that_do_not_count_do_not_turn_the_dial(bundle):
    few, all_of_them = (
        settle(Policy("x", Mode.CAPACITY, counts, 8), bundle).rules["shd"].refer_at
        for counts in (("shd",), None)
    )
    assert few < all_of_them


@pytest.mark.parametrize("log_odds", [-60, 60])
def test_scores_that_are_all_certain_are_shifted_back_to_what_is_stated(tmp_path, log_odds):
    certain = populated(tmp_path, log_odds=np.full((1500, len(KEYS)), log_odds, np.float16))
    shift = settle(Policy("x", prevalence=SITE), certain).rules["shd"].shift
    assert shift == pytest.approx(np.log(0.05 / 0.95) - log_odds)


@settings(deadline=None)
@given(st.floats(0.001, 0.99), st.floats(0.001, 0.99))
def test_more_disease_here_never_lowers_its_scores(bundle, one, other):
    rarer, commoner = (
        settle(Policy("x", prevalence={"shd": share}), bundle).rules["shd"].shift
        for share in sorted((one, other))
    )
    assert rarer <= commoner + 1e-6


def test_what_echos_taught_replaces_the_shift_and_tells_the_prevalence(bundle):
    corrections = Corrections({"lvef_lte_45": Correction(0.8, -1.5)}, "abc")
    plan = settle(Policy("x", prevalence={"lvef_lte_45": 0.4}), bundle, corrections)
    rule = plan.rules["lvef_lte_45"]
    assert (rule.counts, rule.slope, rule.shift) == (True, 0.8, -1.5)
    few = settle(Policy("x", counts=("shd",)), bundle, corrections)
    assert not few.rules["lvef_lte_45"].counts
    assert plan.stamp.recalibrated == LVEF
    found = expected(plan, bundle).labels["lvef_lte_45"].prevalence
    assert found < 0.4
    population = Population.of(bundle)
    column = population.log_odds[:, 0]
    probability = 1 / (1 + np.exp(-(0.8 * column - 1.5)))
    weight = np.where(
        population.truth[:, 0],
        found / population.truth[:, 0].sum(),
        (1 - found) / (~population.truth[:, 0]).sum(),
    )
    assert weight @ probability == pytest.approx(found)


@pytest.mark.parametrize(
    ("policy", "what"),
    [
        (Policy("x", counts=("lvef_lt_45",)), "counts names .* Did you mean lvef_lte_45"),
        (Policy("x", prevalence={"zebra": 0.1}), "prevalence.* There is: lvef_lte_45, "),
        (Policy("x", Mode.THRESHOLDS, thresholds={"shd": 0.3}), "there is none for lvef_lte_45"),
        (
            Policy("x", prevalence={"shd": 0.05, "pasp_gte_45": 0.06}),
            "pasp_gte_45 = 0.06 is more than shd = 0.05",
        ),
    ],
)
def test_what_does_not_fit_is_refused(bundle, policy, what):
    with pytest.raises(PolicyError, match=what):
        settle(policy, bundle)


def test_a_table_of_one_label_is_enough_for_that_label(tabled):
    for mode, point in ((Mode.SENSITIVE, 0.1), (Mode.BALANCED, 0.3), (Mode.SPECIFIC, 0.6)):
        plan = settle(Policy("x", mode, LVEF), tabled)
        assert plan.rules["lvef_lte_45"].refer_at == pytest.approx(point)
    found = expected(
        settle(Policy("x", counts=LVEF, prevalence={"lvef_lte_45": 0.1}), tabled), tabled
    )
    assert (found.together.sensitivity.value, found.together.sensitivity.low) == (
        pytest.approx(0.8),
        None,
    )
    assert found.together.referred.value == pytest.approx(100 * (0.1 * 0.8 + 0.9 * 0.3))
    assert (found.patients, found.data) == (0, TABLES["data"])


def test_a_prevalence_as_in_training_moves_scores_as_one_a_hair_beside_it_does(bundle):
    own = Population.of(bundle).prevalence("shd")
    shifts = [
        settle(Policy("x", prevalence={"shd": share}), bundle).rules["shd"].shift
        for share in (own - 1e-9, own, own + 1e-9)
    ]
    assert shifts == pytest.approx([shifts[1]] * 3, abs=1e-6)
    assert shifts[1] != 0  # these scores are not right on the whole, even where they come from


def test_what_nobody_stated_is_named(bundle):
    corrections = Corrections({"shd": Correction(1, -6)}, "abc")
    with pytest.raises(PolicyError, match=r"The recalibration .* shows shd = .*--undo"):
        settle(Policy("x", prevalence={"lvef_lte_45": 0.3}), bundle, corrections)
    with pytest.raises(PolicyError) as caught:
        settle(Policy("x", prevalence={"shd": 0.05, "lvef_lte_45": 0.3}), bundle)
    assert "recalibration" not in str(caught.value)


def test_without_patients_and_table_only_plain_modes_are_left(tabled):
    for counts in (None, ("shd",)):
        with pytest.raises(PolicyError, match="brings no patients") as caught:
            settle(Policy("x", Mode.SENSITIVE, counts), tabled)
        assert caught.value.remedy.startswith("Let one label count")
        assert caught.value.remedy.endswith('mode = "balanced" or "thresholds".')
    plan = settle(Policy("x", prevalence={"shd": 0.05}), tabled)
    assert plan.rules["shd"].shift == pytest.approx(np.log(0.05 / 0.95) - np.log(0.2 / 0.8))
    assert plan.rules["lvef_lte_45"] == LabelRule(True, 0.3)
    assert expected(plan, tabled) is None


@settings(deadline=None)
@given(
    st.floats(-6, 6), st.floats(0.1, 3), st.lists(st.floats(0.001, 0.999), min_size=2, max_size=8)
)
def test_a_site_keeps_the_order_of_scores_and_can_be_undone(shift, slope, shares):
    rule = LabelRule(True, 0.5, slope, shift)
    there = [rule.at_site(share) for share in sorted(shares)]
    assert there == sorted(there)
    back = LabelRule(True, 0.5, 1 / slope, -shift / slope)
    for share, moved in zip(sorted(shares), there, strict=True):
        if 1e-9 < moved < 1 - 1e-9:
            assert back.at_site(moved) == pytest.approx(share, rel=1e-4)


def test_a_bundle_that_finds_nine_in_ten_already_is_left_alone(tmp_path):
    loud = populated(tmp_path, log_odds=np.full((1500, len(KEYS)), 3, np.float16))
    assert settle(Policy("x", Mode.SENSITIVE), loud).rules == plan_of_bundle(loud.manifest).rules
    with_specific = settle(Policy("x", Mode.SPECIFIC), loud)
    assert expected(with_specific, loud).together.referred.value == 0
    assert expected(with_specific, loud).together.ppv is None

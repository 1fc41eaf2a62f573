"""What returned echos teach: the line that is right, its honest gain, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge.odds import all_log_odds, chances
from echo2ecg_edge.policy.learned import Refusal
from echo2ecg_edge.policy.logistic import fit, unseen
from echo2ecg_edge.policy.matched import Matched
from echo2ecg_edge.policy.recalibrate import FEWEST, FEWEST_OF_A_KIND, learn, lines, recalibrate
from echo2ecg_edge.policy.rule import LabelRule
from echo2ecg_edge.policy.scored import Scored
from tests.policy.own_site import crowd

RULE = LabelRule(True, 0.4)


@pytest.mark.parametrize(("slope", "shift"), [(1.0, -2.0), (0.7, 0.5), (1.4, 0.0)])
def test_the_right_line_is_found(slope, shift):
    probability, truth = crowd(20_000, 1, slope, shift)
    assert fit(all_log_odds(probability), truth) == pytest.approx((slope, shift), abs=0.06)


def test_the_shift_makes_as_many_expected_as_seen():
    probability, truth = crowd(80, 2, shift=-1.0)
    slope, line_shift = fit(all_log_odds(probability), truth)
    assert chances(slope * all_log_odds(probability) + line_shift).sum() == pytest.approx(
        truth.sum()
    )


def test_few_results_move_the_slope_less_than_many():
    few, many = (crowd(count, 3, slope=0.3) for count in (40, 4000))
    slope_few, slope_many = (fit(all_log_odds(one), truth)[0] for one, truth in (few, many))
    assert slope_many == pytest.approx(0.3, abs=0.1)
    assert slope_many + 0.1 < slope_few < 1


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(12, 200))
def test_every_mixed_set_of_results_has_a_finite_line(seed, count):
    random = np.random.default_rng(seed)
    probability, truth = random.random(count), random.random(count) < 0.5
    truth[:2] = (True, False)
    assert np.isfinite(fit(all_log_odds(probability), truth)).all()


def test_even_results_that_a_score_tells_apart_wholly_have_one():
    truth = np.arange(60) >= 30
    slope, shift = fit(all_log_odds(np.where(truth, 0.9999, 0.0001)), truth)
    assert np.isfinite((slope, shift)).all()
    assert slope < 2


def test_what_is_seen_in_a_result_is_not_used_to_judge_it():
    probability, truth = crowd(100, 4)
    odds = all_log_odds(probability)
    changed = truth.copy()
    changed[17] = ~changed[17]
    assert unseen(odds, changed)[17] == unseen(odds, truth)[17]
    assert (unseen(odds, changed) != unseen(odds, truth)).sum() >= 80


def test_a_site_of_its_own_is_learned():
    probability, truth = crowd(400, 5, slope=0.8, shift=-1.5)
    found = learn("shd", probability, truth, RULE)
    assert found.refusal is None
    assert found.line is not None
    assert (found.results, found.positives) == (400, truth.sum()) == (
        found.line.results, found.line.positives
    )  # fmt: skip
    assert found.before.brier == pytest.approx(((probability - truth) ** 2).mean())
    assert found.before.expected == pytest.approx(probability.mean())
    assert found.after.brier < found.before.brier
    assert abs(found.after.expected - truth.mean()) < 0.02
    assert found.below == (probability < 0.4).sum()


def test_before_is_what_reports_say_today():
    probability, truth = crowd(400, 5, slope=0.8, shift=-1.5)
    found = learn("shd", probability, truth, LabelRule(True, 0.4, 0.8, -1.5))
    assert found.before.expected == pytest.approx(truth.mean(), abs=0.05)
    assert found.refusal is Refusal.NO_GAIN
    assert found.line is None


@pytest.mark.parametrize(
    ("results", "positives", "refusal", "missing"),
    [
        (FEWEST - 1, 20, Refusal.TOO_FEW, 1),
        (FEWEST, FEWEST_OF_A_KIND - 3, Refusal.TOO_FEW_WITH, 3),
        (FEWEST, FEWEST - FEWEST_OF_A_KIND + 2, Refusal.TOO_FEW_WITHOUT, 2),
        (1, 0, Refusal.TOO_FEW, FEWEST - 1),
    ],
)
def test_too_few_results_are_refused_with_what_is_missing(results, positives, refusal, missing):
    truth = np.arange(results) < positives
    found = learn("shd", np.where(truth, 0.6, 0.2), truth, RULE)
    assert (found.refusal, found.missing) == (refusal, missing)
    assert (found.line, found.before, found.after) == (None, None, None)


def test_the_minimum_is_enough():
    truth = np.arange(FEWEST) < FEWEST_OF_A_KIND
    found = learn("shd", np.linspace(0.9, 0.5, FEWEST), truth, RULE)
    assert found.refusal is None


def test_where_nothing_is_wrong_hardly_any_site_learns():
    """Of 60 sites, 5 gain something by chance; none gains a standard error."""
    sites = [crowd(300, seed) for seed in range(60)]
    learned = [learn("shd", probability, truth, RULE) for probability, truth in sites]
    assert sum(one.line is not None for one in learned) <= 1
    assert sum(one.after.brier < one.before.brier for one in learned) >= 5
    assert all(one.refusal in (None, Refusal.NO_GAIN) for one in learned)


def test_what_is_wrong_is_learned_nearly_everywhere():
    sites = [crowd(300, seed, shift=-1.0) for seed in range(30)]
    learned = [learn("shd", probability, truth, RULE) for probability, truth in sites]
    assert np.mean([one.line is not None for one in learned]) > 0.9


def test_scores_that_go_the_wrong_way_are_refused():
    truth = np.arange(100) < 50
    found = learn("shd", np.where(truth, 0.2, 0.6), truth, RULE)
    assert found.refusal is Refusal.WRONG_WAY
    assert found.line is None


def test_only_answered_labels_of_returned_ecgs_are_learned():
    probability, truth = crowd(300, 6, shift=-2.0)
    ids = tuple(f"p{at}" for at in range(300))
    columns = np.stack([probability, np.full(300, 0.1)], 1)
    scored = Scored(ids, ("shd", "pasp_gte_45"), columns, frozenset())
    back = {f"p{at}": {"shd": bool(truth[at])} for at in range(200)}
    learned = recalibrate(scored, Matched(back, (), ()), {"shd": RULE, "pasp_gte_45": RULE})
    assert [one.key for one in learned] == ["shd"]
    assert learned[0] == learn("shd", probability[:200], truth[:200], RULE)
    assert [*lines(learned)] == ["shd"]


def test_who_comes_back_by_score_teaches_the_same_line():
    probability, truth = crowd(40_000, 7, slope=0.9, shift=-1.0)
    referred = probability >= 0.4
    found = learn("shd", probability[referred], truth[referred], RULE)
    assert found.below == 0
    assert (found.line.slope, found.line.shift) == pytest.approx((0.9, -1.0), abs=0.1)


def test_coin_flips_teach_nothing():
    random = np.random.default_rng(5)
    taught = 0
    for _ in range(40):
        probability = random.beta(2, 3, 300)
        learned = learn("shd", probability, random.random(300) < 0.5, RULE)
        taught += learned.line is not None
    assert taught <= 2

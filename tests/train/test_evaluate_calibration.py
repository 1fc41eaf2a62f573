import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.evaluate.calibration import (
    Bins,
    bin_of,
    brier_figure,
    brier_skill_figure,
    ece_figure,
    in_the_large_figure,
    prior_shift,
    reliability_curve,
)
from train.evaluate.calibration_slope import slope_and_intercept, slope_figures
from train.evaluate.intervals import Resampling

TRUTH = np.array([False, True, True, True])
PROBABILITY = np.array([0.1, 0.3, 0.8, 0.8])
ALL = np.ones((1, 4), np.float32)


def test_ece_by_hand() -> None:
    # Halves of the range: {0.1, 0.3} observes 1/2, {0.8, 0.8} observes 1.
    wide = ece_figure(TRUTH, PROBABILITY, Bins.EQUAL_WIDTH, bins=2)
    assert wide(ALL)[0] == pytest.approx((2 * abs(0.2 - 0.5) + 2 * abs(0.8 - 1)) / 4)
    heavy = np.array([[1, 1, 2, 0]], np.float32)
    assert wide(heavy)[0] == pytest.approx((abs(0.4 - 1) + 2 * abs(0.8 - 1)) / 4)


def test_bins_of_equal_mass_hold_as_many_rows_and_keep_ties_together() -> None:
    assert np.bincount(bin_of(np.arange(20) / 20, Bins.EQUAL_MASS, 4)).tolist() == [5, 5, 5, 5]
    tied = bin_of(np.array([0.2, 0.2, 0.2, 0.9]), Bins.EQUAL_MASS, 4)
    assert len(set(tied[:3])) == 1
    assert tied[3] != tied[0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.sampled_from(Bins))
def test_every_probability_has_a_bin(values: list[float], kind: Bins) -> None:
    group = bin_of(np.array(values), kind, 10)
    assert ((group >= 0) & (group < 10)).all()


def test_brier_and_its_skill_by_hand() -> None:
    square = (0.01 + 0.49 + 0.04 + 0.04) / 4
    assert brier_figure(TRUTH, PROBABILITY)(ALL)[0] == pytest.approx(square)
    assert brier_skill_figure(TRUTH, PROBABILITY)(ALL)[0] == pytest.approx(1 - square / 0.1875)
    prevalence = np.full(4, 0.75)
    assert brier_skill_figure(TRUTH, prevalence)(ALL)[0] == pytest.approx(0)


def test_calibration_in_the_large_is_mean_probability_minus_share() -> None:
    assert in_the_large_figure(TRUTH, PROBABILITY)(ALL)[0] == pytest.approx(0.5 - 0.75)


def test_slope_and_intercept_are_found_again() -> None:
    rng = np.random.default_rng(0)
    odds = rng.normal(-1, 2, 20_000)
    truth = rng.random(20_000) < 1 / (1 + np.exp(-(0.5 * odds - 0.3)))
    slope, intercept = slope_and_intercept(truth, 1 / (1 + np.exp(-odds)))
    assert slope == pytest.approx(0.5, abs=0.04)
    assert intercept == pytest.approx(-0.3, abs=0.06)


def test_one_newton_step_is_as_good_as_a_new_fit() -> None:
    rng = np.random.default_rng(1)
    probability = rng.uniform(0.05, 0.95, 2000)
    truth = rng.random(2000) < probability
    weights = next(Resampling.of(2000, 5).weights())
    slope, intercept = (figure(weights) for figure in slope_figures(truth, probability))
    for row, weight in enumerate(weights):
        drawn = np.repeat(np.arange(2000), weight.astype(int))
        anew = slope_and_intercept(truth[drawn], probability[drawn])
        assert (slope[row], intercept[row]) == pytest.approx(anew, abs=0.02)


def test_slope_is_not_a_number_without_both_classes() -> None:
    assert np.isnan(slope_and_intercept(np.ones(4, bool), PROBABILITY)).all()


def test_separable_outcomes_have_a_finite_slope() -> None:
    assert np.isfinite(slope_and_intercept(PROBABILITY > 0.5, PROBABILITY)).all()


def test_prior_shift_by_hand() -> None:
    # Even odds become those of the prevalence; odds of 4 become 4 / 9.
    assert prior_shift(np.array([0.5, 0.8]), 0.1) == pytest.approx([0.1, 4 / 13])
    assert prior_shift(PROBABILITY, 0.3, trained_at=0.3) == pytest.approx(PROBABILITY)


def test_the_reliability_curve_holds_every_row_once() -> None:
    points = reliability_curve(TRUTH, PROBABILITY, Bins.EQUAL_WIDTH, 2)
    assert [(one.predicted, one.observed, one.n) for one in points] == [
        pytest.approx((0.2, 0.5, 2)),
        pytest.approx((0.8, 1.0, 2)),
    ]

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, balanced_accuracy_score, f1_score, r2_score

from train.evaluate.discrimination import (
    area_under_roc,
    balanced_accuracy_figure,
    f1_figure,
    precision_recall_figure,
    roc_figure,
)
from train.evaluate.figures import difference, macro, mean_of, median_of, on
from train.evaluate.intervals import Resampling
from train.evaluate.regression import r_squared_figure, spearman_figure

ROWS = st.lists(
    st.tuples(st.booleans(), st.integers(-3, 3), st.integers(0, 3)), min_size=2, max_size=25
)


def drawn(rows):
    """Truth and score with each row as often as its weight says, beside the weights themselves."""
    truth, score, weight = (np.array(column) for column in zip(*rows, strict=True))
    truth, score = truth.astype(bool), score.astype(np.float32)
    return (
        truth,
        score,
        weight[None].astype(np.float32),
        np.repeat(truth, weight),
        np.repeat(score, weight),
    )


def same(fast: float, slow: float) -> bool:
    return (np.isnan(fast) and np.isnan(slow)) or fast == pytest.approx(slow)


@given(ROWS)
def test_weighted_auroc_is_that_of_the_drawn_rows(rows) -> None:
    truth, score, weight, truth_drawn, score_drawn = drawn(rows)
    slow = area_under_roc(truth_drawn, score_drawn)
    assert same(roc_figure(truth, score)(weight)[0], slow)


@given(ROWS)
def test_weighted_auprc_is_average_precision_of_the_drawn_rows(rows) -> None:
    truth, score, weight, truth_drawn, score_drawn = drawn(rows)
    slow = average_precision_score(truth_drawn, score_drawn) if truth_drawn.any() else np.nan
    assert same(precision_recall_figure(truth, score)(weight)[0], slow)


@given(ROWS)
def test_weighted_calls_are_those_of_the_drawn_rows(rows) -> None:
    truth, score, weight, truth_drawn, score_drawn = drawn(rows)
    if truth_drawn.any():
        slow = f1_score(truth_drawn, score_drawn >= 1, zero_division=0.0)
        assert same(f1_figure(truth, score >= 1)(weight)[0], slow)
    if truth_drawn.any() and not truth_drawn.all():
        slow = balanced_accuracy_score(truth_drawn, score_drawn >= 1)
        assert same(balanced_accuracy_figure(truth, score >= 1)(weight)[0], slow)


@given(ROWS)
def test_weighted_median_is_the_lower_median_of_the_drawn_rows(rows) -> None:
    _, score, weight, _, score_drawn = drawn(rows)
    if len(score_drawn):
        slow = np.quantile(score_drawn, 0.5, method="inverted_cdf")
        assert median_of(score)(weight)[0] == slow


def test_r_squared_equals_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    truth = rng.normal(55, 10, 50)
    predicted = truth + rng.normal(0, 5, 50)
    figure = r_squared_figure(truth, predicted)(np.ones((1, 50), np.float32))
    assert figure[0] == pytest.approx(r2_score(truth, predicted))


def test_spearman_by_hand() -> None:
    everyone = np.ones((1, 4), np.float32)
    one = np.array([1.0, 2.0, 3.0, 4.0])
    assert spearman_figure(one, one**3)(everyone)[0] == pytest.approx(1)
    # Ranks 1 2 3 4 against 2 1 4 3: 1 - 6 x 4 / (4 x 15).
    assert spearman_figure(one, np.array([5.0, 1.0, 9.0, 7.0]))(everyone)[0] == pytest.approx(0.6)
    assert np.isnan(spearman_figure(one, np.ones(4))(everyone)[0])


def test_rows_of_a_patient_are_drawn_together() -> None:
    resampling = Resampling.of(np.array(["b", "a", "b", "c"]), resamples=40)
    weights = np.concatenate(list(resampling.weights()))
    assert weights.shape == (40, 4)
    assert (weights[:, 0] == weights[:, 2]).all()
    # Three patients are drawn each time.
    assert (weights[:, [0, 1, 3]].sum(1) == 3).all()


def test_an_interval_over_patients_is_wider_than_one_over_their_repeated_rows() -> None:
    values = np.repeat(np.random.default_rng(0).normal(0, 1, 30), 10)
    patients = np.repeat([f"p{number}" for number in range(30)], 10)
    by_patient = Resampling.of(patients, 300).interval(mean_of(values))
    by_row = Resampling.of(300, 300).interval(mean_of(values))
    assert by_patient.high - by_patient.low > 2 * (by_row.high - by_row.low)


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(200):
        figure = Resampling.of(60, 200).interval(mean_of(rng.normal(0, 1, 60)))
        found += figure.low <= 0 <= figure.high
    assert 0.88 <= found / 200 <= 0.99


def test_a_paired_difference_of_equal_figures_is_exactly_zero() -> None:
    rng = np.random.default_rng(2)
    truth, score = rng.random(50) < 0.5, rng.normal(size=50)
    figure = difference(roc_figure(truth, score), roc_figure(truth, 3 * score))
    interval = Resampling.of(50, 50).interval(figure)
    assert (interval.value, interval.low, interval.high) == (0, 0, 0)


def test_a_macro_mean_leaves_out_what_a_resample_cannot_compute() -> None:
    values = np.array([1.0, 3.0, 8.0])
    figure = macro(
        [on(np.array([0, 1]), mean_of(values[:2])), on(np.array([2]), mean_of(values[2:]))]
    )
    weights = np.array([[1, 1, 1], [1, 1, 0], [0, 0, 0]], np.float32)
    assert figure(weights)[:2].tolist() == [(2 + 8) / 2, 2]
    assert np.isnan(figure(weights)[2])


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_the_same_seed_gives_the_same_interval(seed: int) -> None:
    values = np.arange(10.0)
    one, other = (Resampling.of(10, 20, seed).interval(mean_of(values)) for _ in range(2))
    assert one == other

from dataclasses import asdict

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from echo2ecg_edge.model import manifest
from train.evaluate import (
    at_best_balance,
    at_sensitivity,
    at_specificity,
    auroc,
    average_precision,
    fit_calibration,
    share,
)
from train.evaluate.relevance import Relevance
from train.evaluate.retrieval import retrieve

RNG = np.random.default_rng(0)
TRUTH = (RNG.random(500) < 0.3).astype(np.float32)
SCORE = np.round(TRUTH + RNG.normal(0, 1, 500), 1).astype(np.float32)


def test_auroc_equals_scikit_learn_with_ties() -> None:
    figure = auroc(TRUTH, SCORE)
    assert figure.value == pytest.approx(roc_auc_score(TRUTH, SCORE))
    assert figure.low < figure.value < figure.high
    assert (figure.n, figure.positives) == (500, TRUTH.sum())


def test_auroc_without_positives_is_not_a_number() -> None:
    figure = auroc(np.zeros(10, np.float32), np.arange(10, dtype=np.float32))
    assert np.isnan([figure.value, figure.low, figure.high]).all()


def test_share_counts() -> None:
    assert share(np.array([True, True, False, False])).value == 0.5


def test_calibration_recovers_a_known_slope_and_intercept() -> None:
    logit = RNG.normal(0, 2, 20_000).astype(np.float32)
    positive = (RNG.random(20_000) < 1 / (1 + np.exp(-(0.5 * logit - 1)))).astype(np.float32)
    calibration = fit_calibration(positive, logit)
    assert calibration.slope == pytest.approx(0.5, abs=0.05)
    assert calibration.intercept == pytest.approx(-1, abs=0.05)
    assert calibration.apply(logit).mean() == pytest.approx(positive.mean(), abs=0.01)


def test_calibration_never_reverses_the_order() -> None:
    positive = (RNG.random(200) < 0.2).astype(np.float32)
    calibration = fit_calibration(
        positive, -5 * positive + RNG.normal(0, 1, 200).astype(np.float32)
    )
    assert calibration.slope > 0
    assert calibration.apply(np.zeros(1, np.float32))[0] == pytest.approx(positive.mean(), abs=0.02)


def test_calibration_is_the_one_of_the_manifest() -> None:
    calibration = fit_calibration(TRUTH, SCORE)
    assert isinstance(calibration, manifest.Calibration)
    assert asdict(calibration) == {
        "slope": calibration.slope,
        "intercept": calibration.intercept,
    }


def test_best_balance_by_hand() -> None:
    truth, score = np.array([0, 0, 1, 0, 1]), np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    # From 0.3: both positives and two of three negatives are right, which nothing beats.
    assert at_best_balance(truth, score) == 0.3


@pytest.mark.parametrize("wanted", [0.8, 0.9])
def test_operating_points_reach_what_they_promise(wanted: float) -> None:
    probability = SCORE.astype(np.float64)
    found = probability >= at_sensitivity(TRUTH, probability, wanted)
    assert found[TRUTH == 1].mean() >= wanted
    spared = probability < at_specificity(TRUTH, probability, wanted)
    assert spared[TRUTH == 0].mean() == pytest.approx(wanted, abs=0.06)


def test_average_precision_by_hand() -> None:
    ranked = np.array([[True, False, True, False], [False, False, False, True]])
    assert average_precision(ranked).tolist() == pytest.approx([(1 + 2 / 3) / 2, 1 / 4])


def test_retrieval_is_perfect_for_equal_vectors_and_chance_for_random_ones() -> None:
    lvef = np.linspace(20, 70, 60).astype(np.float32)
    angle = (lvef - 20) / 50 * np.pi / 2
    vectors = np.stack([np.cos(angle), np.sin(angle)], 1).astype(np.float32)
    near = {"lvef": Relevance.of_measure(lvef)}
    assert retrieve(vectors, vectors, near)["lvef"].average_precision.mean() == pytest.approx(1.0)
    noise = np.random.default_rng(0).standard_normal((2, 60, 16)).astype(np.float32)
    assert retrieve(*noise, near)["lvef"].average_precision.mean() < 0.5

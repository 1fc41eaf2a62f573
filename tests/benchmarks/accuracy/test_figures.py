"""Figures with their intervals, and what is said of one label."""

import numpy as np
import pytest

from benchmarks.accuracy.drawn import Drawn, draw, mean
from benchmarks.accuracy.groups import groups, lvef_bands
from benchmarks.accuracy.judge import AUROC, SLOPE, called, cells, evidence, judge
from tests.benchmarks.accuracy.made_up import ecgs
from train.evaluate.discrimination import auroc, roc_figure
from train.evaluate.intervals import Resampling


def test_a_drawn_figure_has_the_interval_of_the_evaluation() -> None:
    rng = np.random.default_rng(0)
    truth, score = rng.random(80) < 0.5, rng.random(80)
    drawn = draw(Resampling.of(80, 200), {AUROC: roc_figure(truth, score)})[AUROC]
    usual = auroc(truth, score, resamples=200)
    assert (drawn.value, *drawn.ends) == (usual.value, usual.low, usual.high)


def test_the_mean_passes_over_what_a_resample_cannot_compute() -> None:
    one = Drawn(0.8, np.array([0.7, np.nan, 0.9]))
    two = Drawn(0.6, np.array([0.5, 0.4, 0.7]))
    both = mean([one, two])
    assert both.value == pytest.approx(0.7)
    assert both.draws == pytest.approx([0.6, 0.4, 0.8])
    assert np.isnan(mean([]).value)


def test_differences_are_paired_and_written_with_their_sign() -> None:
    one, two = Drawn(0.8, np.array([0.7, 0.9])), Drawn(0.7, np.array([0.6, 0.8]))
    gap = one.minus(two)
    assert gap.draws == pytest.approx([0.1, 0.1])
    assert gap.signed(2) == "+0.10 [+0.10, +0.10]"
    assert one.text(2) == "0.80 [0.70, 0.90]"


def test_what_cannot_be_computed_is_a_dash() -> None:
    nothing = Drawn(float("nan"), np.array([np.nan]))
    assert (nothing.text(), nothing.signed()) == ("-", "-")


def test_the_interval_holds_the_figure() -> None:
    assert Drawn(0.5, np.array([0.6, 0.7])).ends[0] == 0.5


def test_sensitivity_specificity_and_ppv_by_hand() -> None:
    truth = np.array([True, True, False, False, False])
    probability = np.array([0.9, 0.2, 0.5, 0.1, 0.1])
    assert called(truth, probability, 0.5) == {
        "sensitivity": "0.500", "specificity": "0.667", "PPV": "0.500",
    }  # fmt: skip
    assert set(called(truth, probability, None).values()) == {"-"}
    assert called(truth, probability, 0.95)["PPV"] == "-"


def test_a_calibrated_label_has_slope_one_and_intercept_zero() -> None:
    rng = np.random.default_rng(0)
    probability = rng.uniform(0.02, 0.98, 20_000)
    truth = rng.random(20_000) < probability
    drawn = judge(truth, probability, Resampling.of(20_000, 20))
    assert drawn[SLOPE].value == pytest.approx(1, abs=0.05)
    row = cells(truth, probability, drawn)
    assert float(str(row["intercept"])) == pytest.approx(0, abs=0.05)
    assert row["positives"] == truth.sum()


def test_evidence_can_stand_in_a_manifest() -> None:
    truth = np.array([True, False, False])
    row = evidence("shd", AUROC, "simulated", Drawn(0.8, np.array([0.7, 0.9])), truth)
    assert row.low <= row.value <= row.high
    assert (row.n, row.positives) == (3, 1)


def test_groups_leave_out_whom_nothing_is_known_of() -> None:
    few = ecgs(
        5,
        age_years=np.array([49.9, 50, 70.5, 71, np.nan], np.float32),
        female=np.array([1, 0, 1, np.nan, 0], np.float32),
    )
    found = groups(few)
    assert found["younger than 50"].tolist() == [True, False, False, False, False]
    assert found["50 to 70"].tolist() == [False, True, True, False, False]
    assert found["older than 70"].tolist() == [False, False, False, True, False]
    assert (found["women"] | found["men"]).tolist() == [True, True, True, False, True]


def test_bands_of_lvef_do_not_overlap() -> None:
    lvef = np.array([20, 40, 40.1, 55, 60, np.nan])
    members = np.array(list(lvef_bands(lvef, "estimate").values()))
    assert members.sum(0).tolist() == [1, 1, 1, 1, 1, 0]
    assert members[:, 1].tolist() == [True, False, False]

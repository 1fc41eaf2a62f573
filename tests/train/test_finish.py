"""The arithmetic behind thresholds, intervals, distances and the gallery."""

import numpy as np
import pytest

from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.lvef import lvef_estimate
from train.finish.finding_specs import finding_specs, fit_timidly, shifted
from train.finish.gallery import FEWEST, choose
from train.finish.lvef import FEWEST_ROWS, MOST_BANDS, lvef_bands
from train.finish.odd import fit_reference
from train.finish.roc import roc_points
from train.finish.thresholds import at_best_f1, inside, operating_points

RNG = np.random.default_rng(0)


def drawn(rows: int, prevalence: float, slope: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Logits, and truths for which ``slope`` times the logit is right."""
    logit = RNG.normal(np.log(prevalence / (1 - prevalence)), 1.5, rows).astype(np.float32)
    truth = RNG.random(rows) < 1 / (1 + np.exp(-slope * logit))
    return truth.astype(np.float32), logit


def test_a_common_finding_is_calibrated_and_a_scarce_one_hardly_moved() -> None:
    truth, logit = drawn(20_000, 0.3, slope=0.5)
    assert fit_timidly(truth, logit).slope == pytest.approx(0.5, abs=0.05)
    few = np.concatenate([np.flatnonzero(truth)[:10], np.flatnonzero(truth == 0)[:10]])
    mild = fit_timidly(truth[few], logit[few])
    assert 0.1 < mild.slope < 2
    assert mild.apply(logit[few]).mean() == pytest.approx(0.5, abs=1e-3)


def test_what_runs_against_the_truth_is_never_turned_round() -> None:
    truth, logit = drawn(5000, 0.3)
    assert fit_timidly(truth, -logit).slope == pytest.approx(0.01)


@pytest.mark.parametrize("logit", [np.zeros(50), RNG.normal(-30, 5, 50), np.array([3.0])])
def test_a_shift_gives_the_prevalence(logit: np.ndarray) -> None:
    calibration = shifted(logit.astype(np.float32), 0.02)
    assert calibration.slope == 1
    assert calibration.apply(logit.astype(np.float32)).mean() == pytest.approx(0.02, abs=1e-6)


def test_findings_are_stated_only_where_common_and_specific() -> None:
    count = len(FINDINGS)
    both = np.stack([drawn(800, 0.3) for _ in range(count)], 2)
    truth, logits = both[0].copy(), both[1]
    truth[:, 1] = 0
    truth[9:, 2] = 0
    trained_on = truth.copy()
    specs = finding_specs(logits, truth, trained_on)
    assert [spec.stated_at is None for spec in specs] == [at in (1, 2) for at in range(count)]
    assert 0 < specs[1].prevalence < 0.001
    for column, spec in enumerate(specs):
        assert 0 < spec.prevalence < 1
        if spec.stated_at is not None:
            assert spec.stated_at >= inside(spec.operating_points.specificity_90)
            probability = 1 / (
                1 + np.exp(-spec.calibration.slope * logits[:, column] - spec.calibration.intercept)
            )
            assert (probability[truth[:, column] == 0] < spec.stated_at).mean() >= 0.899


def test_the_best_f1_is_the_best_of_all_thresholds() -> None:
    truth, logit = drawn(300, 0.2)
    probability = np.round(1 / (1 + np.exp(-logit.astype(np.float64))), 2)

    def f1(threshold: float) -> float:
        called = probability >= threshold
        return 2 * (called & (truth > 0)).sum() / (called.sum() + truth.sum())

    best = max(np.unique(probability), key=f1)
    assert f1(at_best_f1(truth, probability)) == pytest.approx(f1(best))


def test_operating_points_without_a_class_are_still_true() -> None:
    probability = np.linspace(0.1, 0.9, 20)
    none, everybody = np.zeros(20, np.float32), np.ones(20, np.float32)
    assert operating_points(none, probability).sensitivity_90 == 0
    assert operating_points(everybody, probability).specificity_90 == 1


def spec_of(bands: tuple[m.LvefBand, ...], level: float = 0.9) -> m.LvefSpec:
    return m.LvefSpec(Knowledge.SIMULATED, level, {"twelve": bands})


def test_lvef_intervals_hold_new_patients_in_every_band() -> None:
    """The error is skewed and larger for weak hearts, which one interval for all would miss."""
    truth = RNG.uniform(15, 70, 24_000)
    estimate = truth + RNG.gamma(2, 1 + 4 * (truth < 40)) - 3
    first, second = slice(0, 4000), slice(4000, None)
    bands = lvef_bands(estimate[first], truth[first], 0.9)
    assert len(bands) == MOST_BANDS
    said = [lvef_estimate(float(one), spec_of(bands), "twelve") for one in estimate[second]]
    holds = np.array(
        [one.low <= true <= one.high for one, true in zip(said, truth[second], strict=True)]
    )
    assert holds.mean() == pytest.approx(0.9, abs=0.015)
    for below in (30, 40, 50, 60):
        rows = np.abs(estimate[second] - below) < 5
        assert holds[rows].mean() == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize("rows", [1, 30, FEWEST_ROWS * 2 - 1, FEWEST_ROWS * 3])
def test_few_patients_share_bands(rows: int) -> None:
    truth = RNG.uniform(20, 70, rows)
    estimate = np.round(truth / 10) * 10
    bands = lvef_bands(estimate, truth, 0.9)
    sizes = np.diff([0, *(np.sum(estimate < band.below) for band in bands)])
    assert sizes.min() >= min(rows, FEWEST_ROWS)
    assert all(band.low <= 0 <= band.high for band in bands)


def test_nine_in_ten_of_few_patients_asks_for_their_whole_range() -> None:
    truth = np.array([40.0, 50.0, 62.0])
    (band,) = lvef_bands(np.full(3, 50.0), truth, 0.9)
    assert (band.low, band.high) == (-10, 12)


def test_distance_is_that_of_mahalanobis() -> None:
    spread = np.array([[3.0, 0, 0], [1, 1, 0], [0, 0.5, 0.2]])
    embedding = (RNG.normal(size=(20_000, 3)) @ spread.T + 7).astype(np.float32)
    reference = fit_reference(embedding)
    inverse = np.linalg.inv(np.cov(embedding.T))
    apart = embedding[:50] - embedding.mean(0)
    expected = np.sqrt(np.einsum("ni,ij,nj->n", apart, inverse, apart))
    assert reference.distance(embedding[:50]) == pytest.approx(expected, rel=0.02)


def test_a_gallery_is_as_ill_as_patients_but_lacks_no_kind() -> None:
    lvef = RNG.normal(57, 6, 9000).astype(np.float32)
    lvef[:60] = 22
    labels = (RNG.random((9000, 12)) < 0.2).astype(np.float32)
    labels[:, 3] = np.arange(9000) < 50
    chosen = choose(lvef, labels)
    assert len(np.unique(chosen)) == len(chosen) == 800
    assert (lvef[chosen] < 30).sum() >= FEWEST
    assert labels[chosen, 3].sum() >= FEWEST
    assert labels[chosen, 0].mean() == pytest.approx(0.2, abs=0.05)
    assert sorted(choose(lvef[:70], labels[:70])) == list(range(70))


def test_roc_points_are_what_their_thresholds_give() -> None:
    truth, logit = drawn(500, 0.3)
    probability = 1 / (1 + np.exp(-logit.astype(np.float64)))
    points = roc_points(truth, probability)
    assert 30 <= len(points) <= 42
    for point in points:
        called = probability >= point["threshold"] - 1e-6
        assert called[truth > 0].mean() == pytest.approx(point["sensitivity"], abs=0.01)
        assert (~called[truth == 0]).mean() == pytest.approx(point["specificity"], abs=0.01)

from itertools import pairwise

import numpy as np
import pytest

from tests.train.fake_trained import FakeTrained, tiny_pairs
from train.batch import person_inputs
from train.cohort.machine import MACHINE
from train.evaluate.intervals import Resampling
from train.evaluate.stress import under_lead_loss, under_noise
from train.evaluate.subgroups import subgroups
from train.evaluate.uncertainty import (
    halves,
    risk_coverage,
    risk_coverage_figure,
    validation_threshold,
)
from train.evaluate.windows import inside_window, sliding_windows

PAIRS = tiny_pairs(40)
ECG, LEADS = PAIRS.ecg.astype(np.float32), PAIRS.leads
PERSON = person_inputs(PAIRS.age_years, PAIRS.female).numpy()


def test_halves_by_hand() -> None:
    truth = np.array([1, 0, 1, 0, 1, 0, 1, 0], bool)
    score = np.array([0.9, 0.1, 0.8, 0.2, 0.9, 0.8, 0.1, 0.2])
    doubt = np.array([1, 1, 1, 1, 2, 2, 2, 2.0])
    balance, area = halves(truth, score, doubt, 0.5, Resampling.of(8, 50))
    assert balance.certain.value == 1
    assert balance.uncertain.value == 0.5
    assert balance.gain.value == 0.5
    # Pairs won among the uncertain: 0.9 beats both, 0.1 beats none.
    assert (area.certain.value, area.uncertain.value) == (1, 0.5)
    assert (area.certain.n, area.certain.positives) == (4, 2)


def test_a_validation_split_of_one_class_has_no_threshold() -> None:
    assert validation_threshold(np.ones(3, bool), np.arange(3.0)) == float("inf")


def test_risk_coverage_by_hand() -> None:
    curve = risk_coverage(np.array([1, 0, 1, 0]), np.array([4.0, 1.0, 3.0, 2.0]))
    assert curve.coverage.tolist() == [0.25, 0.5, 0.75, 1]
    assert curve.risk == pytest.approx([0, 0, 1 / 3, 1 / 2])
    assert curve.area == pytest.approx((1 / 3 + 1 / 2) / 4)


def test_the_area_as_a_figure_is_that_of_the_curve_and_heeds_weights() -> None:
    error, doubt = np.array([1, 0, 1, 0]), np.array([4.0, 1.0, 3.0, 3.0])
    area = risk_coverage_figure(error, doubt)
    assert area(np.ones((1, 4), np.float32))[0] == pytest.approx(risk_coverage(error, doubt).area)
    # Only the certain, right one and the uncertain, wrong one: risks 0 and 1 / 2.
    assert area(np.array([[1, 1, 0, 0]], np.float32))[0] == pytest.approx(1 / 4)


def test_equally_uncertain_ecgs_share_their_error() -> None:
    assert risk_coverage(np.array([1, 0, 0, 1]), np.ones(4)).risk.tolist() == [0.5] * 4


def test_noise_starts_from_the_untouched_ecg_and_spares_missing_leads() -> None:
    seen = []

    class Watching(FakeTrained):
        def encode_ecg(self, ecg, leads, person):
            seen.append(ecg)
            return super().encode_ecg(ecg, leads, person)

    leads = LEADS.copy()
    leads[:, 11] = False
    series = under_noise(Watching(), ECG * leads[:, :, None], leads, PERSON, (0.0, 0.1, 0.5))
    assert np.array_equal(seen[0], ECG * leads[:, :, None])
    assert (seen[2][:, 11] == 0).all()
    assert (seen[2][:, 0] - seen[0][:, 0]).std() == pytest.approx(0.5, rel=0.05)
    # Louder means surer to this model.
    assert series[0].doubt.mean() > series[1].doubt.mean() > series[2].doubt.mean()


def test_lost_leads_are_nested_and_one_is_always_left() -> None:
    seen = []

    class Watching(FakeTrained):
        def encode_ecg(self, ecg, leads, person):
            assert (ecg[~leads] == 0).all()
            seen.append(leads)
            return super().encode_ecg(ecg, leads, person)

    leads = LEADS.copy()
    leads[:10, 6:] = False
    under_lead_loss(Watching(), ECG, leads, PERSON, (0, 2, 5, 11))
    assert np.array_equal(seen[0], leads)
    assert seen[1].sum(1).tolist() == [4] * 10 + [10] * 30
    assert seen[2].sum(1).tolist() == [1] * 10 + [7] * 30
    assert seen[3].sum(1).tolist() == [1] * 40
    for more, fewer in pairwise(seen):
        assert not (fewer & ~more).any()


def test_windows_find_the_seconds_that_matter() -> None:
    ecg = np.full((2, 12, 1000), 0.01, np.float32)
    ecg[:, :, 400:600] = 1.0
    slid = sliding_windows(FakeTrained(), ecg, LEADS[:2], PERSON[:2], 100.0, step_s=1.0)
    assert slid.start_s.tolist() == list(range(9))
    assert slid.blanked.shape == slid.kept.shape == (2, 9)
    assert slid.blanked.argmax(1).tolist() == [4, 4]
    assert slid.kept.argmin(1).tolist() == [4, 4]
    # Without the loud seconds hardly anything is left, and with nothing else hardly any is lost.
    assert slid.blanked[0, 4] > 10 * slid.blanked[0, 0]
    assert abs(slid.kept[0, 4]) < 0.1 * slid.kept[0, 0]


def test_a_window_has_soft_edges_except_at_the_ends() -> None:
    inside = inside_window(1000, 100.0, 0.0, 2.0)
    assert inside[0] == 1
    assert inside[190] == 1
    assert 0 < inside[200] < 1
    assert inside[210] == 0
    assert inside_window(1000, 100.0, 8.0, 2.0)[-1] == 1
    assert (inside_window(1000, 100.0, 0.0, 10.0) == 1).all()


def test_subgroups_hold_who_belongs_there() -> None:
    pairs = tiny_pairs(8)
    pairs.age_years[:] = [49, 50, 64, 65, 79, 80, np.nan, 20]
    pairs.female[:] = [1, 0, 1, 0, 1, 0, np.nan, 0]
    pairs.machine[:, MACHINE.index("qrs_ms")] = [119, 120, 130, 90, 90, 90, np.nan, 90]
    groups = subgroups(pairs, np.arange(8))
    names = ("younger than 50", "50 to 64", "65 to 79", "80 or older")
    assert [np.flatnonzero(groups[name]).tolist() for name in names] == [
        [0, 7],
        [1, 2],
        [3, 4],
        [5],
    ]
    assert np.flatnonzero(groups["women"]).tolist() == [0, 2, 4]
    assert np.flatnonzero(groups["QRS 120 ms or more"]).tolist() == [1, 2]
    assert sum(groups["men"] | groups["women"]) == 7
    assert sum(groups["atrial fibrillation"] | groups["no atrial fibrillation"]) == 8

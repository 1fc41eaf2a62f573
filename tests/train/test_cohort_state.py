from dataclasses import fields, replace

import numpy as np
import pytest

from train.cohort import LABELS, HeartState, sample_states
from train.cohort.labels import as_reported, label, report_fields
from train.cohort.state import SINUS, without_disease

PUBLISHED = dict(
    zip(
        LABELS,
        [0.234, 0.244, 0.040, 0.012, 0.085, 0.106, 0.008, 0.132, 0.029, 0.189, 0.103, 0.524],
        strict=True,
    )
)


@pytest.fixture(scope="module")
def hearts() -> HeartState:
    return sample_states(60_000, np.random.default_rng(1))


@pytest.mark.parametrize("key", LABELS)
def test_prevalence_is_the_published_one(hearts: HeartState, key: str) -> None:
    known = report_fields(len(hearts), np.random.default_rng(2))
    share = as_reported(label(hearts), known)[:, LABELS.index(key)].mean()
    assert share == pytest.approx(PUBLISHED[key], rel=0.15)


def test_measures_are_possible(hearts: HeartState) -> None:
    for field in fields(hearts):
        assert np.isfinite(getattr(hearts, field.name)).all(), field.name
    assert hearts.lvef.min() >= 5
    assert hearts.lvef.max() <= 85
    assert (hearts.lvesv_ml_m2 < hearts.lvedv_ml_m2).all()
    assert 50 < np.median(hearts.lv_mass_g_m2) < 110
    assert 3.5 < np.median(hearts.lvidd_cm) < 5.5


def test_age_and_diseases_go_together(hearts: HeartState) -> None:
    old = hearts.age_years > 75
    no_sinus = hearts.rhythm != SINUS
    assert no_sinus[old].mean() > 2.5 * no_sinus[hearts.age_years < 55].mean()
    assert hearts.la_ml_m2[no_sinus].mean() > hearts.la_ml_m2[~no_sinus].mean() + 5
    narrow = hearts.av_vmax_ms >= 3
    assert narrow[old].mean() > 2 * narrow[hearts.age_years < 60].mean()


def test_a_weak_ventricle_leaks_and_tires_the_right_side(hearts: HeartState) -> None:
    weak = hearts.lvef < 35
    assert hearts.mr[weak].mean() > 1.3 * hearts.mr[~weak].mean()
    assert hearts.pasp_mmhg[weak].mean() > hearts.pasp_mmhg[~weak].mean() + 5
    assert hearts.tapse_cm[weak].mean() < hearts.tapse_cm[~weak].mean() - 0.2


def test_labels_follow_from_measures(hearts: HeartState) -> None:
    labels = dict(zip(LABELS, label(hearts).T, strict=True))
    assert np.array_equal(labels["lvef_lte_45"], hearts.lvef <= 45)
    assert np.array_equal(labels["tr_max_gte_32"], hearts.tr_vmax_ms >= 3.2)
    thick = replace(hearts, septum_cm=np.full(len(hearts), 1.4))
    assert label(thick)[:, LABELS.index("lvwt_gte_13")].all()


def test_without_disease_nobody_has_a_label(hearts: HeartState) -> None:
    healthy = without_disease(hearts)
    assert not label(healthy).any()
    assert np.array_equal(healthy.age_years, hearts.age_years)
    assert np.array_equal(healthy.rhythm, hearts.rhythm)


def test_rows_can_be_chosen_put_and_joined(hearts: HeartState) -> None:
    two = hearts[np.array([3, 5])]
    rows = np.zeros(4, bool)
    rows[[0, 2]] = True
    put = hearts[slice(4)].put(rows, two)
    assert put.lvef.tolist() == hearts.lvef[[3, 1, 5, 3]].tolist()
    assert len(HeartState.join([two, put])) == 6

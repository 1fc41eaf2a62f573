import numpy as np
import pytest

from echo2ecg_edge.labels import COMPOSITE
from train.cohort import FINDINGS, LABELS, MACHINE, MEASURES, Cohort, simulate
from train.cohort.echo import FRAMES, PIXELS
from train.recipe import read_recipe

SIGNAL = read_recipe("quick").signal


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return simulate(140, 5, SIGNAL)


def test_a_cohort_does_not_depend_on_the_number_of_workers(cohort: Cohort) -> None:
    two = simulate(140, 5, SIGNAL, workers=2)
    for name in Cohort.__slots__:
        equal_nan = name == "machine"
        assert np.array_equal(getattr(cohort, name), getattr(two, name), equal_nan), name


def test_a_smaller_cohort_is_the_beginning_of_a_larger_one(cohort: Cohort) -> None:
    small = simulate(130, 5, SIGNAL, echo=False)
    assert np.array_equal(small.measures, cohort.measures[:130])
    assert np.array_equal(small.ecg, cohort.ecg[:130]), "echos take nothing from the ECG's chance"


def test_arrays_fit_together(cohort: Cohort) -> None:
    n = len(cohort)
    assert cohort.ecg.shape == (n, 12, SIGNAL.samples)
    assert np.isfinite(cohort.ecg.astype(np.float32)).all()
    assert cohort.labels.shape == cohort.known.shape == (n, len(LABELS))
    assert cohort.measures.shape == (n, len(MEASURES))
    assert cohort.machine.shape == (n, len(MACHINE))
    assert cohort.findings.shape == (n, len(FINDINGS))
    assert not cohort.anchored.any()
    assert cohort.clips.shape[1:] == (FRAMES, PIXELS, PIXELS)
    assert set(cohort.clip_patient) == set(range(n)), "every patient has an echo"
    assert (np.diff(cohort.clip_patient) >= 0).all()


def test_a_missing_field_is_negative_and_the_composite_is_any_of_the_rest() -> None:
    cohort = simulate(1024, 6, SIGNAL, echo=False)
    assert not cohort.labels[~cohort.known].any()
    assert 0.5 < cohort.known[:, LABELS.index("tr_max_gte_32")].mean() < 0.9
    composite = LABELS.index(COMPOSITE)
    assert np.array_equal(cohort.labels[:, composite], cohort.labels[:, :composite].max(axis=1))
    lvef = cohort.measures[:, MEASURES.index("lvef")]
    known = cohort.known[:, LABELS.index("lvef_lte_45")]
    assert np.array_equal(cohort.labels[:, LABELS.index("lvef_lte_45")], known & (lvef <= 45))


def test_without_links_only_the_ecg_changes() -> None:
    with_links, without = (simulate(128, 7, SIGNAL, echo=False, links=on) for on in (True, False))
    assert np.array_equal(with_links.labels, without.labels)
    assert not np.array_equal(with_links.ecg, without.ecg)
    af = FINDINGS.index("AF")
    assert np.array_equal(with_links.findings[:, af], without.findings[:, af])

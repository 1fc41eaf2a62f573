import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from train.probe.folds import folds_of, patients_with


@given(st.integers(0, 1000), st.integers(4, 60), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_patients_stay_together_and_every_fold_has_both_kinds(seed, people, most) -> None:
    rng = np.random.default_rng(seed)
    patient = np.repeat(np.arange(people), rng.integers(1, most + 1, people))
    truth = rng.random(len(patient)) < 0.3
    truth[patient == 0], truth[patient == 1] = True, True
    truth[patient == 2], truth[patient == 3] = False, False
    fold = folds_of(truth, patient, 5, rng)
    has = patients_with(truth, patient)
    folds = min(5, has.sum(), (~has).sum())
    assert set(fold) == set(range(folds))
    of_patient = [set(fold[patient == who]) for who in range(people)]
    assert all(len(one) == 1 for one in of_patient)
    for kind in (has, ~has):
        sizes = np.bincount([one.pop() for one in map(set, np.array(of_patient)[kind])])
        assert len(sizes) == folds
        assert sizes.max() - sizes.min() <= 1


def test_another_shuffle_divides_otherwise() -> None:
    truth, patient = np.arange(40) < 20, np.arange(40)
    one, same, other = (folds_of(truth, patient, 5, np.random.default_rng(s)) for s in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_who_has_it_on_one_ecg_has_it() -> None:
    has = patients_with(np.array([False, True, False]), np.array([0, 0, 1]))
    assert has.tolist() == [True, False]


@pytest.mark.parametrize("sick", [5, 7])
def test_five_positives_are_one_a_fold_or_more(sick) -> None:
    truth = np.arange(50) < sick
    fold = folds_of(truth, np.arange(50), 5, np.random.default_rng(0))
    assert np.bincount(fold[truth]).min() >= 1

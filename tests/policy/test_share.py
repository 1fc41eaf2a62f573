"""A share told from means: where it lies, how often its interval holds, and what tells nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.policy.share import share_between

SICK, WELL = np.array([0.5, 0.7, 0.9]), np.array([0.0, 0.1, 0.2])


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_it_lies_where_the_mean_lies(share):
    mixture = np.full(5, share * SICK.mean() + (1 - share) * WELL.mean())
    found, low, high = share_between(mixture, SICK, WELL)
    assert found == pytest.approx(share)
    assert low <= found <= high


def test_many_of_every_kind_leave_the_interval_of_a_mean():
    """With nothing unknown of either kind, a share is known as well as that of a coin's heads."""
    sick, well = np.ones(1_000_000), np.zeros(1_000_000)
    found, low, high = share_between(np.arange(400) < 80, sick, well)
    # Wilson's interval of 80 in 400 is 0.1637 to 0.2421.
    assert (found, low, high) == pytest.approx((0.2, 0.1637, 0.2421), abs=2e-4)


def test_few_patients_widen_it():
    rng = np.random.default_rng(0)
    mixture = rng.normal(0.3, 0.2, 20_000)
    sick, well = rng.normal(0.7, 0.2, 10_000), rng.normal(0.2, 0.2, 10_000)
    _, low, high = share_between(mixture, sick, well)
    for fewer in ((sick[:50], well), (sick, well[:50])):
        _, lower, higher = share_between(mixture, *fewer)
        assert higher - lower > 1.5 * (high - low)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """Where patients and people of the site are both drawn anew, 19 times in 20."""
    held = []
    for seed in range(300):
        rng = np.random.default_rng(seed)
        mixture = rng.normal(2.0 * (rng.random(3000) < 0.1), 1)
        _, low, high = share_between(mixture, rng.normal(2, 1, 300), rng.normal(0, 1, 600))
        held.append(low <= 0.1 <= high)
    assert 0.91 <= np.mean(held) <= 0.99


@pytest.mark.parametrize("sick", [WELL, WELL - 0.1, WELL + 0.01])
def test_a_score_that_tells_nobody_apart_tells_nothing(sick):
    assert share_between(np.array([0.1, 0.2]), sick, WELL)[1:] == (0, 1)


@given(st.floats(-3, 3), st.integers(2, 50))
def test_whatever_the_scores_it_is_a_share(mean, count):
    share, low, high = share_between(mean + np.linspace(-1, 1, count), SICK, WELL)
    assert 0 <= low <= share <= high <= 1

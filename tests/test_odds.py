"""Odds: the two ways undo each other, for one number and for many alike, and never overflow."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.odds import TINY, all_log_odds, chance, chances, log_odds


@pytest.mark.parametrize(("probability", "odds"), [(0.5, 1), (0.75, 3), (0.2, 0.25)])
def test_odds_are_how_many_times_likelier(probability, odds):
    assert log_odds(probability) == pytest.approx(math.log(odds), abs=1e-12)
    assert chance(math.log(odds)) == pytest.approx(probability)


@given(st.floats(1e-9, 1 - 1e-9))
def test_a_probability_comes_back(probability):
    assert chance(log_odds(probability)) == pytest.approx(probability, rel=1e-6)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.floats(-800, 800))
def test_many_are_as_each_alone(shares, shift):
    odds = all_log_odds(np.array(shares))
    assert odds == pytest.approx([log_odds(share) for share in shares])
    assert chances(odds + shift) == pytest.approx([chance(one + shift) for one in odds])
    assert ((chances(odds + shift) >= 0) & (chances(odds + shift) <= 1)).all()


def test_the_certain_and_the_impossible_are_finite():
    assert log_odds(0) == pytest.approx(math.log(TINY))
    assert log_odds(1) == pytest.approx(-math.log(TINY), rel=1e-5)
    assert np.isfinite(all_log_odds(np.array([0.0, 1.0]))).all()

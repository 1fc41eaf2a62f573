"""Limb leads that belong together, and some that do not."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.admission.limb_leads import inconsistent_limb_leads
from echo2ecg_edge.leads import LEADS, LIMB_LEADS
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from tests.synthetic import twelve_leads


def judged(signal_mv, rate_hz=500.0):
    return inconsistent_limb_leads(Recording(np.asarray(signal_mv, np.float32), rate_hz))


@pytest.mark.parametrize("pair", list(combinations(LIMB_LEADS, 2)))
def test_two_swapped_columns_are_caught(pair):
    ecg = twelve_leads()
    rows = [LEADS.index(lead) for lead in pair]
    ecg[rows] = ecg[rows[::-1]]
    assert judged(ecg).code is ReasonCode.LEADS_INCONSISTENT


@pytest.mark.parametrize("limb", LIMB_LEADS)
@pytest.mark.parametrize("chest", LEADS[6:])
def test_a_limb_column_swapped_with_a_chest_column_is_caught(limb, chest):
    ecg = twelve_leads()
    rows = [LEADS.index(limb), LEADS.index(chest)]
    ecg[rows] = ecg[rows[::-1]]
    assert judged(ecg) is not None


def test_the_worst_equation_is_named():
    ecg = twelve_leads()
    ecg[LEADS.index("aVF")] *= -1
    reason = judged(ecg)
    assert reason.values["equation"] == "aVF = II - I / 2"
    assert "aVF = II - I / 2 is off by" in reason.sentence


def test_leads_from_different_moments_are_caught():
    ecg = twelve_leads()
    ecg[2:] = np.roll(ecg[2:], 100, axis=1)
    assert judged(ecg) is not None


@given(
    step_mv=st.floats(0.001, 0.02),
    offsets=st.lists(st.floats(-5, 5), min_size=12, max_size=12),
    rate_hz=st.sampled_from([100.0, 257.0, 500.0, 1000.0]),
)
def test_rounding_and_offsets_are_no_contradiction(step_mv, offsets, rate_hz):
    ecg = twelve_leads(rate_hz, wander_mv=0.5) + np.array(offsets)[:, None]
    assert judged(np.round(ecg / step_mv) * step_mv, rate_hz) is None


def test_two_milliseconds_between_leads_are_no_contradiction():
    ecg = twelve_leads()
    ecg[2:6] = np.roll(ecg[2:6], 1, axis=1)
    assert judged(ecg) is None


def test_noise_of_each_lead_is_no_contradiction():
    assert judged(twelve_leads() + np.random.default_rng(0).normal(0, 0.02, (12, 5000))) is None


def test_a_program_that_smooths_each_lead_for_itself_is_no_contradiction():
    ecg = twelve_leads()
    ecg[2] = np.convolve(ecg[2], np.ones(15) / 15, "same")
    ecg[4] *= 0.8
    assert judged(ecg) is None


@given(order=st.permutations(range(6)))
def test_limb_columns_in_disorder_are_caught(order):
    ecg = twelve_leads()
    ecg[:6] = ecg[order]
    assert (judged(ecg) is not None) is (order != list(range(6)))


@pytest.mark.parametrize("lead", LIMB_LEADS)
@pytest.mark.parametrize("value", [0.0, 3.0, np.nan])
def test_a_dead_limb_lead_is_left_to_quality(lead, value):
    ecg = twelve_leads()
    ecg[LEADS.index(lead)] = value
    assert judged(ecg) is None


def test_a_burst_in_one_lead_is_left_to_quality():
    ecg = twelve_leads()
    ecg[1, 1000:2500] += np.random.default_rng(0).normal(0, 5, 1500)
    assert judged(ecg) is None


def test_swapped_columns_are_caught_beside_missing_samples():
    ecg = twelve_leads()[[1, 0, *range(2, 12)]]
    ecg[3, 500:2500] = np.nan
    assert judged(ecg) is not None


def test_huge_numbers_are_compared_all_the_same():
    assert judged(1e25 * twelve_leads()) is None
    assert judged(1e25 * twelve_leads()[::-1]).code is ReasonCode.LEADS_INCONSISTENT

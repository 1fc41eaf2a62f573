"""Which leads make a set, and where the missing ones become zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE, lead_set, to_twelve
from echo2ecg_edge.leads import LEADS


@pytest.mark.parametrize("name", LEAD_SETS)
def test_a_set_is_found_in_any_order(name):
    assert lead_set(LEAD_SETS[name]) == lead_set(LEAD_SETS[name][::-1]) == name


@given(st.sets(st.sampled_from(LEADS)))
def test_other_leads_are_no_set(leads):
    expected = {frozenset(members): name for name, members in LEAD_SETS.items()}
    assert lead_set(leads) == expected.get(frozenset(leads))


@given(st.sampled_from([*LEAD_SETS]), st.integers(0, 20))
def test_recorded_leads_keep_their_place_and_the_others_are_zero(name, samples):
    leads = LEAD_SETS[name]
    signal = np.arange(1, len(leads) * samples + 1, dtype=np.float32)
    signal = signal.reshape(len(leads), samples)
    twelve = to_twelve(signal, leads)
    assert twelve.shape == (12, samples)
    assert twelve.dtype == np.float32
    for lead, row in zip(LEADS, twelve, strict=True):
        expected = signal[leads.index(lead)] if lead in leads else 0
        np.testing.assert_array_equal(row, expected)


def test_twelve_leads_are_not_copied():
    signal = np.ones((12, 3), np.float32)
    assert to_twelve(signal, LEAD_SETS[TWELVE]) is signal

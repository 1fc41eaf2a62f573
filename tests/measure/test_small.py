"""Small jobs against numpy's own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from echo2ecg_edge.measure.independent import completed, independent
from echo2ecg_edge.measure.small import highest_nearby, with_edges
from echo2ecg_edge.measure.upsample import _fast_length
from tests.synthetic import twelve_leads

NUMBERS = st.lists(st.floats(0, 1e3), min_size=1, max_size=40).map(np.array)


@given(values=NUMBERS, more=st.integers(0, 9))
def test_edges(values, more):
    np.testing.assert_array_equal(with_edges(values, more), np.pad(values, more, mode="edge"))
    rows = np.stack([values, -values])
    wanted = np.pad(rows, ((0, 0), (more, more)), mode="edge")
    np.testing.assert_array_equal(with_edges(rows, more), wanted)


@given(values=NUMBERS, reach=st.integers(1, 50))
def test_highest_nearby(values, reach):
    windows = sliding_window_view(np.pad(values, reach), 2 * reach + 1)
    np.testing.assert_array_equal(highest_nearby(values, reach), windows.max(axis=-1))


@given(least=st.integers(1, 20_000))
def test_lengths_that_fourier_transforms_like(least):
    length = _fast_length(least)
    assert least <= length <= 1.2 * least + 1
    assert 30**40 % length == 0


def test_leads_that_follow_from_others_are_completed():
    ecg = twelve_leads()
    assert len(independent(ecg)) == 8
    np.testing.assert_allclose(completed(independent(ecg), 12), ecg, atol=1e-5)


def test_other_numbers_of_leads_are_all_kept():
    for leads in (1, 2, 3, 6, 8):
        some = twelve_leads()[:leads]
        assert independent(some) is some
        assert completed(some, leads) is some

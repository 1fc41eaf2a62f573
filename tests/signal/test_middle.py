"""Medians of short rows against numpy's own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from echo2ecg_edge.signal.middle import median, middle

NUMBERS = st.floats(-1e3, 1e3, width=32)
ROWS = st.tuples(st.integers(1, 3), st.integers(1, 40))


@given(values=arrays(np.float32, ROWS, elements=NUMBERS))
def test_medians_are_exactly_those_of_numpy(values):
    found = median(values)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, np.median(values, axis=-1))


def test_whole_numbers_may_have_a_median_in_between():
    assert float(median(np.array([4, 1, 2, 3]))) == 2.5


@given(values=arrays(np.float32, ROWS, elements=NUMBERS))
def test_the_middle_is_the_upper_one_of_two(values):
    expected = np.sort(values, axis=-1)[:, values.shape[1] // 2]
    np.testing.assert_array_equal(middle(values), expected)


def test_missing_samples_count_as_highest():
    assert middle(np.array([np.nan, 1, np.nan, 2, 3])) == 3

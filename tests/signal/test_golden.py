"""The cleaning against an independent one made of scipy.signal filters."""

import numpy as np
import pytest

from echo2ecg_edge.signal import clean
from tests.golden.make_signal import GOLDEN, RATE_HZ, golden_input, reference
from tests.specs import SPEC

INSIDE = slice(100, -100)  # away from the ends, where the two begin in different ways


def test_cleaning_agrees_with_the_golden_vectors():
    with np.load(GOLDEN) as golden:
        ours = clean((golden["microvolts"] / 1000).astype(np.float32), RATE_HZ, SPEC)
        off_mv = np.abs(ours - golden["cleaned_mv"])
    assert off_mv[:, INSIDE].max() < 0.005
    assert off_mv.max() < 0.03


def test_golden_vectors_are_what_scipy_makes():
    pytest.importorskip("scipy.signal")
    with np.load(GOLDEN) as golden:
        np.testing.assert_array_equal(golden["microvolts"], golden_input())
        again = reference(golden["microvolts"] / 1000)
        np.testing.assert_allclose(again, golden["cleaned_mv"], atol=1e-5)

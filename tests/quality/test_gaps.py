import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from echo2ecg_edge.quality import fill_missing
from echo2ecg_edge.quality.gaps import without_impossible
from echo2ecg_edge.recording import Recording

NAN = np.nan


def filled(*samples):
    return fill_missing(np.array([samples], np.float32))[0].tolist()


def test_a_gap_becomes_a_straight_line():
    assert filled(1, NAN, NAN, 4) == [1, 2, 3, 4]


def test_a_gap_at_an_end_repeats_the_nearest_sample():
    assert filled(NAN, 2, 3, NAN, np.inf) == [2, 2, 3, 3, 3]


def test_a_lead_without_samples_becomes_zero():
    assert filled(NAN, NAN) == [0, 0]


def test_a_whole_signal_is_not_copied():
    whole = np.ones((12, 10), np.float32)
    assert fill_missing(whole) is whole


@given(arrays(np.float32, (3, 20), elements=st.sampled_from([0, 1, -2, NAN, np.inf])))
def test_known_samples_stay_and_none_is_missing(signal):
    before = signal.copy()
    after = fill_missing(signal)
    known = np.isfinite(signal)
    assert np.isfinite(after).all()
    assert (after[known] == signal[known]).all()
    np.testing.assert_array_equal(signal, before)


def test_impossible_samples_are_missing_ones():
    signal_mv = np.array([[0.1, np.inf, -1e20, np.nan, 2.0, 0.1, 0.2]], np.float32)
    known = without_impossible(Recording(signal_mv, 500.0, ("I",)))
    assert np.isnan(known.signal_mv).tolist() == [[False, True, True, True, False, False, False]]


def test_where_most_samples_are_impossible_they_stay_for_admission_to_see():
    wrong_unit = Recording(np.array([[3e38, -1e9, 2e7, 0.1, np.nan]], np.float32), 500.0, ("I",))
    clipped = without_impossible(wrong_unit).signal_mv[0]
    assert clipped[:3].tolist() == [1e6, -1e6, 1e6]
    assert np.isnan(clipped[4])
    whole = Recording(np.ones((1, 4), np.float32), 500.0, ("I",))
    assert without_impossible(whole) is whole

"""Recordings from numbers in memory: gaps, units and names as people pass them."""

import numpy as np
import pytest

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.recording import Recording

ROWS = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
HOW = {"rate_hz": 500, "units": "mV", "leads": ["I", "II"]}


def build(signal=ROWS, **how):
    return Recording.from_array(signal, **{**HOW, **how})


@pytest.mark.parametrize("kind", [float, np.int16])
def test_masked_samples_are_missing(kind):
    mask = np.array([[False, True, False], [False, False, True]])
    given = np.ma.masked_array(np.array(ROWS, kind), mask)
    built = build(given)
    np.testing.assert_array_equal(np.isnan(built.signal_mv), mask)
    assert built.signal_mv[~mask].tolist() == [1, 3, 4, 5]
    assert type(built.signal_mv) is np.ndarray
    assert given.data.tolist() == ROWS


def test_masked_rows_in_a_list_are_missing_too():
    rows = [np.ma.masked_equal([1.0, 2.0, 3.0], 2.0), np.array([4.0, 5.0, 6.0])]
    np.testing.assert_array_equal(build(rows).signal_mv, [[1, np.nan, 3], [4, 5, 6]])


def test_the_callers_array_is_left_as_it_is():
    given = np.array(ROWS)
    build(given, units="V").signal_mv[:] = 0
    assert given.tolist() == ROWS


@pytest.mark.parametrize(
    ("units", "factor"),
    [
        *(("mV", 1), ("mv", 1), ("MV", 1), (" millivolt ", 1), ("V", 1e3)),
        *(("uV", 1e-3), ("\u00b5V", 1e-3), ("\u03bcv", 1e-3), ("microvolts", 1e-3), ("[uV]", 1e-3)),
    ],
)
def test_units_as_people_write_them(units, factor):
    np.testing.assert_allclose(build(units=units).signal_mv, np.array(ROWS) * factor, rtol=1e-6)


@pytest.mark.parametrize("units", ["kV", "", "counts", None, 5])
def test_other_units_are_refused(units):
    with pytest.raises(CallError, match="is not known"):
        build(units=units)


@pytest.mark.parametrize("leads", [None, 2, [1, 2], ["I", None], "II", [b"I", b"II"]])
def test_names_that_are_no_words_are_refused(leads):
    with pytest.raises(CallError, match="no list of words"):
        build(leads=leads)


@pytest.mark.parametrize("leads", [("lead i", "c1"), np.array(["I", "V1"]), iter(["I", "V1"])])
def test_names_as_vendors_write_them(leads):
    assert build(leads=leads).leads == ("I", "V1")


@pytest.mark.parametrize("signal", [[["a"]], [[1j, 2]], [[1, 2], [3]], None, [[None, 1], [1, 2]]])
def test_what_is_no_numbers_is_refused(signal):
    with pytest.raises(CallError):
        build(signal)


@pytest.mark.parametrize(
    ("word", "sex"), [("Mujer", Sex.FEMALE), ("M", Sex.MALE), ("Männlich", "male")]
)
def test_sex_in_other_languages(word, sex):
    assert build(sex=word).patient.sex == sex

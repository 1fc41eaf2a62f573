"""NumPy arrays: leads by name, or twelve in a row with a note; never a pickle."""

import numpy as np
import pytest

from echo2ecg_edge.errors import (
    DamagedFileError,
    InputError,
    UndeclaredError,
    UnknownFormatError,
)
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from tests.synthetic import twelve_leads

SIGNAL = twelve_leads(500, 1.0)
SAID = {"rate_hz": 500, "units": "mV"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ecg.npy"


@pytest.mark.parametrize(
    "array",
    [
        SIGNAL,
        SIGNAL.T,
        np.asfortranarray(SIGNAL),
        SIGNAL.astype(">f8"),
        SIGNAL.astype("<f2"),
        SIGNAL[:, :30],
    ],
)
def test_twelve_rows_or_columns_are_taken_in_order_with_a_note(path, array):
    np.save(path, array)
    recording = read_ecg(path, **SAID)
    assert recording.leads == LEADS
    assert "taken in the order I II III" in recording.origin.notes[0]
    samples = recording.signal_mv.shape[1]
    np.testing.assert_allclose(recording.signal_mv, SIGNAL[:, :samples], atol=1e-3)


def test_whole_microvolts(path):
    np.save(path, np.round(SIGNAL * 1000).astype("<i2"))
    recording = read_ecg(path, rate_hz=500, units="uV")
    np.testing.assert_allclose(recording.signal_mv, SIGNAL, atol=5.1e-4)


def test_fields_are_leads_by_name(path):
    table = np.zeros(5, [("time", "<f8"), ("V1", "<f4"), ("Lead II", "<i2"), ("I", "<f4")])
    table["V1"], table["Lead II"] = 0.25, 1
    np.save(path, table)
    recording = read_ecg(path, **SAID)
    assert recording.leads[:3] == ("V1", "II", "I")
    assert recording.origin.notes[0] == "Left out, not one of the twelve leads: “time”."
    assert recording.lead("V1")[0] == 0.25
    assert recording.lead("III")[0] == 1


@pytest.mark.parametrize("shape", [(12, 12), (8, 500), (6000,), (1, 12, 500), (500, 8), ()])
def test_shapes_that_do_not_tell_the_leads_are_refused(path, shape):
    np.save(path, np.ones(shape))
    with pytest.raises(UndeclaredError, match="which numbers are a lead"):
        read_ecg(path, **SAID)


def test_fields_in_two_dimensions_are_refused(path):
    np.save(path, np.zeros((12, 50), [("I", "<f4")]))
    with pytest.raises(UndeclaredError, match="which numbers are a lead"):
        read_ecg(path, **SAID)


@pytest.mark.parametrize("said", [{}, {"rate_hz": 500}, {"units": "mV"}])
def test_rate_and_unit_have_to_be_said(path, said):
    np.save(path, SIGNAL)
    with pytest.raises(UndeclaredError, match="--rate 500 --units mV"):
        read_ecg(path, **said)


class Trap:
    """Unpickling it would fail the test."""

    def __reduce__(self):
        return (pytest.fail, ("the pickle was loaded",))


@pytest.mark.parametrize(
    "array",
    [
        np.array([[Trap()] * 12], object),
        SIGNAL.astype(complex),
        SIGNAL > 0,
        np.array(["I"] * 12),
        np.zeros(3, [("I", "<f4", (2,))]),
        np.zeros(3, "datetime64[s]"),
    ],
)
def test_what_is_no_number_is_refused(path, array):
    np.save(path, array, allow_pickle=True)
    with pytest.raises(UnknownFormatError, match="plain numbers"):
        read_ecg(path, **SAID)


def header(text: str, body: bytes = b"") -> bytes:
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode() + body


def described(shape: str, kind: str = "'<f4'", order: str = "False") -> str:
    return f"{{'descr': {kind}, 'fortran_order': {order}, 'shape': {shape}, }}\n"


@pytest.mark.parametrize(
    "data",
    [
        header(described("(12, 1000000000000)"), bytes(400)),
        header(described("(12, 10)"), bytes(479)),
        header(described("(12, 10)"), bytes(481)),
        header(described("(12, 0)")),
        header(described("(12, -10)"), bytes(480)),
        header(described("(12, 10.0)"), bytes(480)),
        header(described("(12, True)"), bytes(48)),
        header(described("[12, 10]"), bytes(480)),
        header(described("(" + "2, " * 80 + ")"), bytes(8)),
        header(described("(3,)", "[('I', '<f4'), ('I', '<f4')]"), bytes(24)),
        header("__import__('os').abort()"),
        header("(" * 9000),
        header("-" * 9000 + "1"),
        header("{'shape': (12, 10)}", bytes(480)),
        header(""),
        b"\x93NUMPY",
        b"\x93NUMPY\x09\x00" + bytes(99),
        b"\x93NUMPY\x02\x00\xff\xff\xff\x7f",
    ],
)
def test_damaged_headers(path, data):
    path.write_bytes(data)
    with pytest.raises(DamagedFileError):
        read_ecg(path, **SAID)


def test_infinite_values_and_very_long_leads_are_refused(path):
    np.save(path, np.full((12, 20), np.inf))
    with pytest.raises(DamagedFileError, match="no voltages"):
        read_ecg(path, **SAID)
    np.save(path, np.zeros((12, 1_000_001), "i1"))
    with pytest.raises(InputError, match="more than 1000000 samples"):
        read_ecg(path, **SAID)


def test_missing_values_stay_missing(path):
    signalling = np.full((12, 20), 0x7FA00000, "<u4").view("<f4")
    np.save(path, signalling)
    assert np.isnan(read_ecg(path, **SAID).signal_mv).all()

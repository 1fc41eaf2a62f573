"""BDF: BioSemi's header as it is found, 24 bits, and what cannot be read."""

from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError, UndeclaredError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from tests.readers.specimens.edf import edf_like, little_endian, write_bdf
from tests.readers.specimens.signal import microvolts
from tests.synthetic import twelve_leads

PER_SIGNAL = {"label": 16, "unit": 8, "low": 8, "high": 8, "lowest": 8, "highest": 8, "samples": 8}


@pytest.fixture
def bdf(tmp_path) -> Path:
    return write_bdf(tmp_path, 2.0)


def put(path: Path, at: int, width: int, text: str) -> Path:
    """Write a field of the header."""
    data = bytearray(path.read_bytes())
    data[at : at + width] = text.encode("latin-1").ljust(width)
    path.write_bytes(data)
    return path


def put_signal(path: Path, field: str, text: str, signal: int = 0, signals: int = 13) -> Path:
    """Write a field of one signal."""
    before = {"label": 0, "unit": 96, "low": 104, "high": 112, "lowest": 120, "highest": 128}
    start = 256 + before.get(field, 216) * signals
    return put(path, start + signal * PER_SIGNAL[field], PER_SIGNAL[field], text)


def test_the_leads_are_read_and_the_status_is_left_out(bdf):
    recording = read_ecg(bdf.rename(bdf.with_suffix(".csv")))
    assert recording.leads == LEADS
    assert (recording.rate_hz, recording.origin.format) == (500, "BDF")
    assert (recording.patient.age_years, recording.patient.sex) == (61, "female")
    assert recording.origin.notes == ("Left out, not one of the twelve leads: “Status”.",)
    np.testing.assert_allclose(recording.signal_mv, twelve_leads(500, 2.0), atol=6e-4)


def test_all_24_bits_count(tmp_path):
    counts = np.zeros((1, 500), np.int64)
    counts[0, :4] = (-(2**23), 2**23 - 1, 70_000, -70_000)
    path = tmp_path / "a.bdf"
    path.write_bytes(edf_like("BDF", counts, ("I",)))
    assert read_ecg(path).signal_mv[0, :4].tolist() == pytest.approx([-8388.608, 8388.607, 70, -70])


def test_unequal_ranges_move_the_zero(bdf):
    put_signal(put_signal(bdf, "low", "0"), "high", "16777215")
    row = read_ecg(bdf).lead("I")
    np.testing.assert_allclose(row, (microvolts(2)[0] + 2**23) * 1e-3, rtol=1e-6)


def test_millivolts_and_the_callers_unit(bdf):
    for signal in range(12):
        put_signal(bdf, "unit", "", signal)
    with pytest.raises(UndeclaredError, match="--units"):
        read_ecg(bdf)
    assert np.ptp(read_ecg(bdf, units="uV").lead("II")) > 0.5
    for signal in range(12):
        put_signal(bdf, "unit", "mV", signal)
    assert np.ptp(read_ecg(bdf).lead("II")) > 500
    with pytest.raises(UndeclaredError, match="--units says uV"):
        read_ecg(bdf, units="uV")


def test_a_recorder_that_was_stopped_did_not_write_the_number_of_records(bdf):
    put(bdf, 236, 8, "-1")
    bdf.write_bytes(bdf.read_bytes()[:-1])
    assert read_ecg(bdf).duration_s == 1.0


@pytest.mark.parametrize(
    ("patient", "recording", "start", "age"),
    [
        ("X F 17-MAY-1959 X", "Startdate 03-SEP-2020", "03.09.20", 61),
        ("X F 04-SEP-1959 X", "Startdate 03-SEP-2020", "01.01.85", 60),
        ("X F 17-may-1959 X", "Startdate X", "03.09.20", 61),
        ("X F X X", "Startdate 03-SEP-2020", "03.09.20", None),
        ("X F 17-MAY-1959 X", "", "", None),
        ("", "", "03.09.20", None),
        ("X F 31-FEB-1959", "Startdate 03-SEP-2020", "03.09.20", None),
    ],
)
def test_ages(bdf, patient, recording, start, age):
    put(put(put(bdf, 8, 80, patient), 88, 80, recording), 168, 8, start)
    assert read_ecg(bdf).patient.age_years == age


def test_without_the_plus_the_patient_field_is_free_text(bdf):
    patient = read_ecg(put(bdf, 192, 44, "24BIT")).patient
    assert (patient.age_years, patient.sex) == (None, None)


def test_a_cut_file_is_damaged(bdf):
    data = bdf.read_bytes()
    for size in (len(data) - 1, 256 * 14, 3000, 300, 8):
        bdf.write_bytes(data[:size])
        with pytest.raises(DamagedFileError):
            read_ecg(bdf)


@pytest.mark.parametrize(
    ("at", "width", "text", "kind", "sentence"),
    [
        (192, 44, "BDF+D", InputError, "has gaps"),
        (236, 8, "0", DamagedFileError, "cut short"),
        (236, 8, "99999999", DamagedFileError, "cut short"),
        (236, 8, "-2", DamagedFileError, "number of records"),
        (236, 8, "1.5", DamagedFileError, "number of records"),
        (244, 8, "0", DamagedFileError, "length of a record"),
        (244, 8, "nan", DamagedFileError, "length of a record"),
        (244, 8, "1e-7", DamagedFileError, "not plausible"),
        (252, 4, "0", DamagedFileError, "number of signals"),
        (252, 4, "9999", DamagedFileError, "number of signals"),
        (252, 4, "x", DamagedFileError, "number of signals"),
    ],
)
def test_headers_that_cannot_be(bdf, at, width, text, kind, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        read_ecg(put(bdf, at, width, text))
    assert type(error.value) is kind


@pytest.mark.parametrize(
    ("field", "text", "kind", "sentence"),
    [
        ("label", "II", UndeclaredError, "Two signals are named II"),
        ("unit", "Ohm", UndeclaredError, "“Ohm”"),
        ("low", "8388607", DamagedFileError, "range of “I”"),
        ("low", "8388608", DamagedFileError, "which is not possible"),
        ("high", "inf", DamagedFileError, "range of “I”"),
        ("lowest", "8388607", DamagedFileError, "range of “I”"),
        ("highest", "1e99", DamagedFileError, "range of “I”"),
        ("samples", "0", DamagedFileError, "number of samples"),
        ("samples", "250", InputError, "different sampling rates"),
    ],
)
def test_signals_that_cannot_be(bdf, field, text, kind, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        read_ecg(put_signal(bdf, field, text))
    assert type(error.value) is kind


def test_a_signal_that_is_no_lead_may_have_any_range(bdf):
    assert len(read_ecg(put_signal(bdf, "high", "x", signal=12)).leads) == 12


def test_a_contradicting_rate_is_refused(bdf):
    with pytest.raises(UndeclaredError, match="--rate says 250 Hz, but the BDF header says 500"):
        read_ecg(bdf, rate_hz=250)


def test_three_bytes_lowest_first():
    values = np.array([1, -1, 2**23 - 1, -(2**23)])
    assert little_endian(values, 3).hex(" ", 3) == "010000 ffffff ffff7f 000080"

"""Device formats: what ecgdatakit returns is checked, what it raises does not pass."""

import math
import sys
import warnings
from types import SimpleNamespace

import numpy as np
import pytest

from echo2ecg_edge.errors import (
    DamagedFileError,
    InputError,
    MissingReaderError,
    UndeclaredError,
    UnknownFormatError,
)
from echo2ecg_edge.leads import INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.readers import read_ecg, vendor_formats
from echo2ecg_edge.readers.calibration import length_without_pulse
from tests.ecg_files import RATE, aecg_text, edf_bytes, waves

pytest.importorskip("ecgdatakit")
from ecgdatakit.exceptions import ChecksumWarning
from ecgdatakit.parsing import FileParser


@pytest.fixture
def edf(tmp_path):
    path = tmp_path / "ecg"
    path.write_bytes(edf_bytes(waves(), tuple(f"ECG {lead}" for lead in LEADS)))
    return path


def test_edf(edf):
    recording = read_ecg(edf, rate_hz=RATE)
    assert recording.leads == LEADS
    assert recording.rate_hz == RATE
    assert recording.origin.format == "EDF/EDF+"
    np.testing.assert_allclose(recording.signal_mv, waves(), atol=1e-6)


def test_hl7_aecg_with_eight_leads(tmp_path):
    path = tmp_path / "ecg.dat"
    path.write_text(aecg_text(waves(8), INDEPENDENT_LEADS))
    recording = read_ecg(path, age_years=50, units="mV")
    assert recording.leads == (*INDEPENDENT_LEADS, "III", "aVR", "aVL", "aVF")
    np.testing.assert_allclose(recording.signal_mv[:8], waves(8), atol=1e-6)
    assert recording.origin.format == "HL7 aECG"
    assert recording.origin.notes == (
        "--units was not used: the file states its units.",
        "III, aVR, aVL, aVF computed from I and II.",
    )


def test_a_contradicting_rate_is_refused(edf):
    with pytest.raises(
        UndeclaredError, match=r"--rate says 250 Hz, but the EDF/EDF\+ file says 500"
    ):
        read_ecg(edf, rate_hz=250)


@pytest.mark.parametrize("unit", ["", "mmHg", "adu"])
def test_units_that_are_no_voltage_are_refused(tmp_path, unit):
    path = tmp_path / "ecg.edf"
    path.write_bytes(edf_bytes(waves(2), ("I", "II"), unit))
    with pytest.raises(UndeclaredError, match="millivolts"):
        read_ecg(path)


def test_a_single_nameless_lead_is_refused(tmp_path):
    path = tmp_path / "ecg.edf"
    path.write_bytes(edf_bytes(waves(1), ("ECG",)))
    with pytest.raises(UndeclaredError, match="“ECG”"):
        read_ecg(path)


def test_other_signals_are_left_out(tmp_path):
    path = tmp_path / "ecg.edf"
    path.write_bytes(edf_bytes(waves(3), ("I", "Resp", "II")))
    recording = read_ecg(path)
    assert recording.leads[:2] == ("I", "II")
    assert "“Resp”" in recording.origin.notes[0]


def test_a_cut_file_is_damaged(edf):
    edf.write_bytes(edf.read_bytes()[:5000])
    with pytest.raises(DamagedFileError, match="damaged or cut short"):
        read_ecg(edf)


def lead(label: str = "I", **changes: object) -> SimpleNamespace:
    fields = {"label": label, "sampling_rate": RATE, "samples": np.zeros(9), "units": "mV"}
    fields |= {"is_raw": False, "resolution": 1.0, "resolution_unit": "uV", "annotations": {}}
    return SimpleNamespace(**fields | changes)


@pytest.fixture
def parsed(edf, monkeypatch):
    """Read a file for which the parser returns these leads."""

    def read(*leads: SimpleNamespace, age: object = None, warn: tuple[str, ...] = ()) -> object:
        def parse(path: object) -> SimpleNamespace:
            for text in warn:
                warnings.warn(text.format(path=path), stacklevel=1)
            patient = SimpleNamespace(age=age, sex="F")
            return SimpleNamespace(leads=list(leads), patient=patient)

        monkeypatch.setattr(FileParser, "parse", staticmethod(parse))
        return read_ecg(edf)

    return read


@pytest.mark.parametrize(
    ("leads", "kind", "sentence"),
    [
        ([], UndeclaredError, "None of the signals"),
        ([lead(is_raw=True)], UndeclaredError, "millivolts"),
        ([lead(units="uV")], UndeclaredError, "millivolts"),
        ([lead(), lead("II", samples=np.zeros(8))], InputError, "differ in length"),
        ([lead(), lead("II", sampling_rate=250)], InputError, "differ in length"),
        ([lead(), lead("II", annotations={"start_sample": "9"})], InputError, "differ in length"),
        ([lead(resolution=0.0)], DamagedFileError, "not possible"),
        ([lead(resolution=math.nan)], DamagedFileError, "not possible"),
        ([lead(resolution=math.inf)], DamagedFileError, "not possible"),
        ([lead(resolution=20.0, resolution_unit="mV")], DamagedFileError, "not possible"),
        ([lead(resolution_unit="")], DamagedFileError, "not possible"),
        ([lead(samples=np.array([1, np.inf]))], DamagedFileError, "no voltages"),
        ([lead(samples=np.array([1e300]))], DamagedFileError, "no voltages"),
        ([lead(samples=np.array([]))], DamagedFileError, "no samples"),
        ([lead(sampling_rate=10**9)], DamagedFileError, "not plausible"),
        ([lead(sampling_rate=0)], DamagedFileError, "not plausible"),
        ([lead(sampling_rate="fast")], DamagedFileError, "damaged"),
        ([lead(samples=["x"])], DamagedFileError, "damaged"),
        ([lead(), lead("Lead I")], UndeclaredError, "Two signals are named I"),
        ([lead(), lead("I_2")], UndeclaredError, "Two signals are named I"),
    ],
)
def test_what_the_parser_returns_is_checked(parsed, leads, kind, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        parsed(*leads)
    assert type(error.value) is kind


def test_a_lead_with_a_number_of_its_own_is_left_out(parsed):
    recording = parsed(lead(), lead("Resp_2"))
    assert recording.leads == ("I",)
    assert "“Resp_2”" in recording.origin.notes[0]


def test_a_wrong_check_sum_is_the_first_note(edf, monkeypatch):
    def parse(_: object) -> SimpleNamespace:
        for text, kind in (*((text, UserWarning) for text in "abc"), ("sum", ChecksumWarning)):
            warnings.warn(text, kind, stacklevel=1)
        return SimpleNamespace(leads=[lead()], patient=SimpleNamespace(age=None, sex=""))

    monkeypatch.setattr(FileParser, "parse", staticmethod(parse))
    assert read_ecg(edf).origin.notes == ("sum", "a", "b")


def test_warnings_become_notes_without_paths(parsed, edf):
    remarks = ("{path} lacks\n a record", "Invalid value for VR UI: 1", *("b", "c", "d"), "b")
    recording = parsed(lead(), age=61, warn=remarks)
    assert recording.origin.notes == ("ecg lacks a record", "b", "c")
    assert (recording.patient.age_years, recording.patient.sex) == (61, "female")


@pytest.mark.parametrize("error", [ValueError, MemoryError, RecursionError, KeyError, OSError])
def test_no_error_of_the_parser_passes(edf, monkeypatch, error):
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(FileParser, "parse", staticmethod(fail))
    with pytest.raises(DamagedFileError):
        read_ecg(edf)


def test_a_parser_that_follows_names_is_not_reached(edf, monkeypatch):
    monkeypatch.setattr(FileParser, "detect_format", staticmethod(lambda _: {"name": "WFDB"}))
    monkeypatch.setattr(FileParser, "parse", staticmethod(lambda _: pytest.fail("reached")))
    with pytest.raises(UnknownFormatError, match="variant"):
        read_ecg(edf)


def test_without_the_package_the_remedy_is_the_command(edf, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("ecgdatakit")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ecgdatakit", None)
    with pytest.raises(MissingReaderError, match=r'pip install "echo2ecg-edge\[formats\]"'):
        read_ecg(edf)


def test_without_pydicom_the_remedy_is_the_command(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pydicom", None)
    path = tmp_path / "a.dcm"
    path.write_bytes(bytes(128) + b"DICM" + bytes(100))
    with pytest.raises(MissingReaderError, match="DICOM"):
        read_ecg(path)


def test_a_calibration_pulse_at_the_end_is_cut_off(tmp_path):
    signal = np.zeros((12, 800))
    signal[:, :600] = waves()
    signal[:, 650:750] = 1
    path = tmp_path / "ecg.edf"
    path.write_bytes(edf_bytes(signal, LEADS))
    recording = read_ecg(path)
    np.testing.assert_allclose(recording.signal_mv, waves(), atol=1e-6)
    assert recording.origin.notes == ("The device's calibration pulse at the end was cut off.",)


@pytest.mark.parametrize(
    "signal",
    [
        np.ones((2, 100)),
        np.vstack([np.ones((11, 600)), np.zeros((1, 600))]),
        np.repeat([[0.0, 1.0, 0.0]], 12, axis=0).repeat([400, 49, 50], axis=1),
        np.repeat([[1.0, 0.0]], 12, axis=0).repeat([100, 500], axis=1),
        np.full((12, 400), np.nan),
    ],
    ids=["two leads", "not every lead", "too short", "not at the end", "missing"],
)
def test_what_is_no_calibration_pulse_stays(signal):
    assert length_without_pulse(signal.astype(np.float32), RATE) == signal.shape[1]


def test_a_pulse_alone_leaves_nothing(parsed):
    with pytest.raises(DamagedFileError, match="no samples"):
        parsed(*(lead(name, samples=np.ones(90)) for name in LEADS))


@pytest.mark.parametrize("offset", [0.0, 5.0])
def test_zeros_that_dicom_calls_missing_are_kept(tmp_path, monkeypatch, offset):
    path = tmp_path / "a.dcm"
    path.write_bytes(bytes(128) + b"DICM" + b"\0\x54\x0a\x10OW\0\0\x02\0\0\0\0\0")
    leads = [lead(samples=np.array([1, np.nan, 2]), offset=offset)]
    record = SimpleNamespace(leads=leads, patient=SimpleNamespace(age=None, sex=""))
    monkeypatch.setattr(FileParser, "parse", staticmethod(lambda _: record))
    expected = [1, np.nan if offset else 0, 2]
    np.testing.assert_array_equal(read_ecg(path).lead("I"), expected)


@pytest.mark.parametrize(
    ("element", "zero"),
    [
        (b"OW\0\0\x02\0\0\0\0\0", True),
        (b"\x02\0\0\0\0\0", True),
        (b"OW\0\0\x02\0\0\0\0\x80", False),
        (b"OW\0\0\x04\0\0\0\0\0", False),
    ],
)
def test_the_padding_value_of_dicom(element, zero):
    assert vendor_formats.pads_with_zero(bytes(200) + b"\0\x54\x0a\x10" + element) is zero


SCP_BEGINNING = b"\0" * 6 + b"\0\0" + b"\0\0" + b"\x88\0\0\0" + b"\0" * 8 + b"\0\0" + b"\x88\0\0\0"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (bytes(128) + b"DICM", "DICOM Waveform"),
        (b"ISHNE1.0 ", "ISHNE Holter"),
        (b"@\x20MFR ", "MFER"),
        (SCP_BEGINNING + b"\x07\0\0\0", "SCP-ECG"),
        (SCP_BEGINNING + b"\x08\0\0\0", None),
        (b"<?xml version='1.0'?><!-- <ECG> --><RestingECG>", "GE MUSE XML"),
        ("\ufeff<?xml?>\n<restingecgdata a='1'>".encode("utf-16-le"), "Philips Sierra XML"),
        (b"<n:AnnotatedECG>", "HL7 aECG"),
        (b"<ECG/>", "Mortara ELI (EL250/ELI280)"),
        (b"<html>", None),
        (b'{"recordedAt": "2020", "data": {}}', None),
        (b"0       1       2", None),
        (b"", None),
        (b"I,II\n1,2\n", None),
    ],
)
def test_formats_are_told_by_content(data, name):
    assert vendor_formats.format_name(data) == name

"""Real files of many devices, kept beside the repository; skipped where they are not."""

from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import InputError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg

FORMATS = Path(__file__).resolve().parents[2].parent / "shared" / "ecg" / "formats"
pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason="needs ../shared/ecg/formats")

READ = {
    "10029_hr.hea": ("WFDB", 500, 10, 77, "male"),
    "10029_hr.dat": ("WFDB", 500, 10, 77, "male"),
    "S0001.hea": ("WFDB", 1000, 38.4, 81, "female"),
    "S0001.mat": ("WFDB", 1000, 38.4, 81, "female"),
    "dicom_1000hz.dcm": ("DICOM Waveform", 1000, 10, 42, "female"),
    "dicom_example.dcm": ("DICOM Waveform", 500, 10, 49, "male"),
    "hl7_aecg_example.xml": ("HL7 aECG", 500, 10, 46, "male"),
    "hl7_aecg_same_ecg_as_sierra_1_04.xml": ("HL7 aECG", 500, 10.6, 32, "female"),
    "philips_sierra_1_03.xml": ("Philips Sierra XML", 500, 10.528, 50, "male"),
    "philips_sierra_1_04.xml": ("Philips Sierra XML", 500, 10.6, 32, "female"),
    "schiller.xml": ("Schiller XML", 500, 10, None, None),
    "scp_example.scp": ("SCP-ECG", 500, 10, 49, "male"),
}
REFUSED = {
    "SOURCES.tsv": "no table of ECG values",
    "csv_no_header_uV.csv": "sampling rate",
    "edf_single_lead.edf": "“ECG”",
    "fhir_observation_example.json": "unit of its values",
}


def test_every_file_is_expected():
    assert {path.name for path in FORMATS.iterdir()} == READ.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", READ)
def test_files_that_are_read(name):
    if not READ[name][0].startswith("WFDB"):
        pytest.importorskip("ecgdatakit")
    recording = read_ecg(FORMATS / name)
    patient = recording.patient
    assert set(recording.leads) == set(LEADS)
    assert np.isfinite(recording.signal_mv).all()
    assert READ[name] == (
        *(recording.origin.format, recording.rate_hz, recording.duration_s),
        *(patient.age_years, patient.sex),
    )


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_are_refused(name):
    if name.endswith(".edf"):
        pytest.importorskip("ecgdatakit")
    with pytest.raises(InputError, match=REFUSED[name]):
        read_ecg(FORMATS / name)


def test_csv_without_names_when_rate_and_units_are_said():
    recording = read_ecg(FORMATS / "csv_no_header_uV.csv", rate_hz=500, units="uV")
    assert recording.leads == LEADS
    assert recording.duration_s == 10
    sum_of_two = recording.lead("I") + recording.lead("III")
    assert np.corrcoef(sum_of_two, recording.lead("II"))[0, 1] > 0.95  # denoised lead by lead


def test_two_formats_of_one_recording_agree():
    """The aECG was filtered and rounded to 5 microvolts once more: the RMS difference is below."""
    pytest.importorskip("ecgdatakit")
    one = read_ecg(FORMATS / "philips_sierra_1_04.xml")
    other = read_ecg(FORMATS / "hl7_aecg_same_ecg_as_sierra_1_04.xml")
    assert one.leads == other.leads
    difference = one.signal_mv - other.signal_mv
    assert np.sqrt(np.mean(difference**2, axis=1)).max() <= 0.005
    assert np.abs(difference).max() <= 0.0201


def test_three_formats_of_one_recording_are_the_same():
    pytest.importorskip("ecgdatakit")
    names = ("dicom_example.dcm", "hl7_aecg_example.xml", "scp_example.scp")
    one, *others = (read_ecg(FORMATS / name) for name in names)
    for other in others:
        for lead in LEADS:
            np.testing.assert_allclose(one.lead(lead), other.lead(lead), atol=1e-6)


def test_a_header_whose_gain_is_a_thousand_times_too_large_is_doubted():
    """S0001: its sums are right, so the bytes are too; PTB's gain is 2000 counts per millivolt."""
    recording = read_ecg(FORMATS / "S0001.hea")
    assert np.ptp(recording.signal_mv * 1000, axis=1).max() == pytest.approx(1.4, abs=0.1)
    assert len(recording.origin.notes) == 1
    assert "2000000 counts per mV" in recording.origin.notes[0]

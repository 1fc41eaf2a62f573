"""One generated file of every format is read as it was written: leads, rate, voltages, patient."""

import numpy as np
import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from tests.readers.specimens import binary, vendor_xml
from tests.readers.specimens.signal import AGE, SEX
from tests.synthetic import twelve_leads

TOLERANCE_MV = 0.005
FORMATS = {
    "edf": "EDF/EDF+",
    "bdf": "BDF",
    "ishne": "ISHNE Holter",
    "mfer": "MFER",
    "atc": "AliveCor ATC",
    "atc one lead": "AliveCor ATC",
    "kardia json": "AliveCor Kardia JSON",
    "scp": "SCP-ECG",
    "scp packed": "SCP-ECG",
    "dicom": "DICOM Waveform",
    "wfdb 16": "WFDB",
    "wfdb 16+24": "WFDB",
    "wfdb 212": "WFDB",
    "ge muse": "GE MUSE XML",
    "mortara": "Mortara ELI (EL250/ELI280)",
    "philips sierra": "Philips Sierra XML",
    "philips xli": "Philips Sierra XML",
    "hl7 aecg": "HL7 aECG",
}
KARDIA = {"atc": LEADS[:6], "atc one lead": ("I",), "kardia json": LEADS[:6]}
OWN = {"BDF", "WFDB", "AliveCor ATC"}
SPECIMENS = binary.SPECIMENS | vendor_xml.SPECIMENS


def needs_packages(name: str) -> None:
    if FORMATS[name] not in OWN:
        pytest.importorskip("ecgdatakit")
    if name == "dicom":
        pytest.importorskip("pydicom")


def test_every_format_is_expected():
    assert SPECIMENS.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_read_is_what_was_written(tmp_path, name):
    needs_packages(name)
    path = SPECIMENS[name].write(tmp_path, 10.0)
    recording = read_ecg(path.rename(path.with_suffix(".txt")) if name in KARDIA else path)
    rate_hz = 300 if name in KARDIA else 500
    assert recording.origin.format == FORMATS[name]
    assert (recording.rate_hz, recording.duration_s) == (rate_hz, 10.0)
    assert set(recording.leads) == set(KARDIA.get(name, LEADS))
    written = dict(zip(LEADS, twelve_leads(rate_hz, 10.0), strict=True))
    for lead in recording.leads:
        np.testing.assert_allclose(recording.lead(lead), written[lead], atol=TOLERANCE_MV)
    patient = (recording.patient.age_years, recording.patient.sex)
    assert patient == ((None, None) if name in KARDIA else (AGE, SEX))


@pytest.mark.parametrize("name", FORMATS)
def test_short_ones_are_read_too(tmp_path, name):
    needs_packages(name)
    assert read_ecg(SPECIMENS[name].write(tmp_path, 1.0)).duration_s == 1.0

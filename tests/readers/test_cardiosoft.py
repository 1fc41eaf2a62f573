"""CardioSoft XML: the strip and not the median beat, and what a damaged document says."""

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError, UndeclaredError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from tests.readers.specimens.ecg_xml import cardiosoft_text
from tests.readers.specimens.written import microvolts

COUNTS = microvolts(2.0, step=4.88)
TEXT = cardiosoft_text(COUNTS)
STRIP = TEXT.index("<StripData>")


@pytest.fixture
def reading(tmp_path):
    def read(text: str, encoding: str = "latin-1", **said: object):
        path = tmp_path / "ecg"
        path.write_bytes(text.encode(encoding))
        return read_ecg(path, **said)

    return read


def in_strip(old: str, new: str, count: int = -1) -> str:
    """Replace only in the strip, not in the averaged beat above it."""
    assert old in TEXT[STRIP:]
    return TEXT[:STRIP] + TEXT[STRIP:].replace(old, new, count)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_the_strip_is_read_and_the_median_is_not(reading, encoding):
    recording = reading(TEXT.replace("<PID>0", "<PID>\u00fc"), encoding)
    assert recording.leads == LEADS
    assert recording.origin.format == "CardioSoft XML"
    assert recording.rate_hz == 500
    np.testing.assert_allclose(recording.signal_mv, COUNTS * 4.88e-3, atol=1e-5)
    assert (recording.patient.age_years, recording.patient.sex) == (63, "male")


def test_age_from_the_date_of_birth(reading):
    born = "<BirthDateTime><Day>1</Day><Month>3</Month><Year>1960</Year></BirthDateTime>"
    day = (
        "<ObservationDateTime><Day>29</Day><Month>2</Month><Year>2024</Year></ObservationDateTime>"
    )
    text = TEXT.replace('<Age units="Years">63</Age>', born).replace(
        "<PatientInfo>", f"{day}<PatientInfo>"
    )
    assert reading(text).patient.age_years == 63
    assert reading(TEXT.replace('"Years">63', '"Months">6')).patient.age_years == 0.5


def test_eight_leads_are_completed(reading):
    text = TEXT
    for lead in ("III", "aVR", "aVL", "aVF"):
        text = text.replace(f'lead="{lead}"', f'lead="no {lead}"')
    recording = reading(text)
    assert set(recording.leads) == set(LEADS)
    assert "computed from I and II" in recording.origin.notes[-1]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (TEXT.replace("StripData", "FullDisclosure"), InputError, "exercise test"),
        (in_strip(">1000<", ">1001<"), DamagedFileError, "announces"),
        (in_strip(">4.88<", ">0<"), DamagedFileError, "not possible"),
        (in_strip(">4.88<", "><"), DamagedFileError, "not possible"),
        (in_strip("uVperLsb", ""), UndeclaredError, "--units"),
        (in_strip("uVperLsb", "LSBs"), UndeclaredError, "“LSBs”"),
        (in_strip(">500<", ">-1<"), DamagedFileError, "not plausible"),
        (in_strip('units="Hz"', 'units="kHz"'), UndeclaredError, "--rate"),
        (in_strip('lead="V6"', 'lead="V5"'), UndeclaredError, "Two signals are named V5"),
        (in_strip('lead="V6">', 'lead="V6">x,', 1), DamagedFileError, "“V6”: “x”"),
        (TEXT.replace("</StripData>", ""), DamagedFileError, "cut short"),
    ],
)
def test_what_is_wrong_is_said(reading, text, error, words):
    with pytest.raises(error, match=words):
        reading(text)


def test_the_caller_and_the_file_must_agree(reading):
    with pytest.raises(UndeclaredError, match="--units says mV, but the CardioSoft"):
        reading(TEXT, units="mV")
    with pytest.raises(UndeclaredError, match="--rate says 250 Hz, but the CardioSoft"):
        reading(TEXT, rate_hz=250)

"""Schiller XML: the rhythm and not the averages, and what a damaged document says."""

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
from tests.readers.specimens.ecg_xml import schiller_text
from tests.readers.specimens.written import microvolts
from tests.shared_ecgs import FOLDER, needs_shared

COUNTS = microvolts(2.0)
TEXT = schiller_text(COUNTS)
RHYTHM = TEXT.index("ECG_RHYTHMS")


@pytest.fixture
def reading(tmp_path):
    def read(text: str, **said: object):
        path = tmp_path / "ecg.txt"
        path.write_text(text, "utf-8")
        return read_ecg(path, **said)

    return read


def in_rhythm(old: str, new: str, count: int = -1) -> str:
    """Replace only in the rhythm, not in the averaged beats above it."""
    assert old in TEXT[RHYTHM:]
    return TEXT[:RHYTHM] + TEXT[RHYTHM:].replace(old, new, count)


def test_the_rhythm_is_read_and_the_averages_are_not(reading):
    recording = reading(TEXT)
    assert recording.leads == LEADS
    assert recording.origin.format == "Schiller XML"
    assert recording.rate_hz == 500
    np.testing.assert_allclose(recording.signal_mv, COUNTS / 1000, atol=1e-6)
    assert (recording.patient.age_years, recording.patient.sex) == (63, "female")


def test_counts_of_another_size(reading):
    recording = reading(in_rhythm("<unitperbit>1.0<", "<unitperbit>2.5e-3<").replace("UV", "MV"))
    np.testing.assert_allclose(recording.signal_mv, COUNTS * 2.5e-3, atol=1e-5)


def test_a_pacemaker_and_a_second_strip_are_noted(reading):
    second = TEXT[RHYTHM:].partition("</wavedata>")[0]
    text = TEXT.replace("</event>", f"<wavedata><type>{second}</wavedata></event>")
    notes = reading(text.replace("OFF", "ON")).origin.notes
    assert notes == (
        "The file holds 2 rhythm strips; the first was read.",
        "The file says that the patient has a pacemaker.",
    )


def test_without_a_rhythm_it_is_refused(reading):
    with pytest.raises(InputError, match="no rhythm strip"):
        reading(TEXT.replace("ECG_RHYTHMS", "ECG_MEDIANS"))


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (in_rhythm("<samplecount>1000<", "<samplecount>5000<", 1), DamagedFileError, "announces"),
        (in_rhythm("<samplecount>1000<", "<samplecount>1e12<", 1), DamagedFileError, "announces"),
        (in_rhythm("<unitperbit>1.0<", "<unitperbit>0<"), DamagedFileError, "not possible"),
        (in_rhythm("<unitperbit>1.0<", "<unitperbit>-1<"), DamagedFileError, "not possible"),
        (in_rhythm("<unitperbit>1.0<", "<unitperbit>inf<"), DamagedFileError, "not possible"),
        (in_rhythm("<unitperbit>1.0<", "<unitperbit>NaN<"), DamagedFileError, "not possible"),
        (in_rhythm("<value>500<", "<value>0<"), DamagedFileError, "not plausible"),
        (in_rhythm("<value>500<", "<value>1e9<"), DamagedFileError, "not plausible"),
        (in_rhythm("<value>500<", "<value>NaN<"), DamagedFileError, "not plausible"),
        (in_rhythm("<value>500<", "<value><"), UndeclaredError, "--rate"),
        (in_rhythm("<exponent>1<", "<exponent>3<"), UndeclaredError, "--rate"),
        (in_rhythm(">UV<", "><"), UndeclaredError, "--units"),
        (in_rhythm(">UV<", ">LSB<"), UndeclaredError, "“LSB”"),
        (in_rhythm("<name>II<", "<name>I<"), UndeclaredError, "Two signals are named I"),
        (in_rhythm("COMMASEPARATE", "BASE64", 1), UnknownFormatError, "“BASE64”"),
        (in_rhythm("<data>", "<data>x,", 1), DamagedFileError, "“x” is not a number"),
        (in_rhythm("<data>", "<data>1,,", 1), DamagedFileError, "a value is missing"),
        (in_rhythm("<data>", "<data>inf,", 1), DamagedFileError, "“inf” is not a number"),
        (TEXT[: RHYTHM + 9000], DamagedFileError, "cut short"),
    ],
)
def test_what_is_wrong_is_said(reading, text, error, words):
    with pytest.raises(error, match=words):
        reading(text)


def test_leads_of_different_length_are_refused(reading):
    text = in_rhythm("<samplecount>1000</samplecount>", "")
    with pytest.raises(InputError, match="differ in length"):
        reading(text[:RHYTHM] + text[RHYTHM:].replace("<data>", "<data>7,", 1))


def test_the_caller_says_a_rate_that_the_file_does_not(reading):
    assert reading(in_rhythm("<exponent>1<", "<exponent>3<"), rate_hz=500).rate_hz == 500


@needs_shared
def test_a_real_file_obeys_einthoven():
    recording = read_ecg(FOLDER / "formats" / "schiller.xml")
    assert (recording.rate_hz, recording.duration_s) == (500, 10)
    sum_of_two = recording.lead("I") + recording.lead("III")
    np.testing.assert_allclose(recording.lead("II"), sum_of_two, atol=1e-6)
    assert 0.5 < np.ptp(recording.lead("II")) < 5

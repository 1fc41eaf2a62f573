"""Apple Watch: the preamble in any language, the numbers in any country, and nobody's name."""

import numpy as np
import pytest

from echo2ecg_edge.errors import (
    DamagedFileError,
    EdgeError,
    InputError,
    UndeclaredError,
    UnknownFormatError,
)
from echo2ecg_edge.readers import read_ecg
from tests.readers.specimens.watch import watch_text

SAMPLES_UV = np.array([-265.868, 12.0, 0.5, 271.819])
ENGLISH = watch_text(SAMPLES_UV)
GERMAN = watch_text(SAMPLES_UV, is_german=True)
FRENCH = (
    "Nom,Élisabeth II\nDate de naissance,29/02/1960\nDate,2024-02-28 07:00:00 +0100\n"
    "Fréquence,512 hertz\n\nDérivation,Dérivation I\nUnité,\u03bcV\n\n"
    "-265,868\n12\n0,5\n271,819\n"
)


@pytest.fixture
def reading(tmp_path):
    def read(text: str, **said: object):
        path = tmp_path / "ecg"
        path.write_text(text, "utf-8")
        return read_ecg(path, **said)

    return read


@pytest.mark.parametrize(
    ("text", "rate_hz"),
    [(ENGLISH, 512), (GERMAN, 511.562), (FRENCH, 512), ("\ufeff" + ENGLISH, 512)],
)
def test_every_language(reading, text, rate_hz):
    recording = reading(text)
    assert recording.leads == ("I",)
    assert recording.origin.format == "Apple Watch CSV"
    assert recording.rate_hz == rate_hz
    assert recording.patient.age_years == 63
    np.testing.assert_allclose(recording.lead("I"), SAMPLES_UV / 1000, atol=1e-7)


@pytest.mark.parametrize("lines", ["\r\n", "\r"])
def test_line_ends(reading, lines):
    assert reading(ENGLISH.replace("\n", lines)).signal_mv.shape == (1, 4)


def test_millivolts(reading):
    signal_mv = reading(ENGLISH.replace("µV", "mV")).lead("I")
    np.testing.assert_allclose(signal_mv, SAMPLES_UV, atol=1e-4)


@pytest.mark.parametrize("born", ['"3/4/1960"', "someday", ""])
def test_a_day_of_birth_that_can_mean_two_ages_is_left_out(reading, born):
    text = ENGLISH.replace('"Feb 29, 1960"', born).replace("2024-02-28", "2024-03-10")
    assert reading(text).patient.age_years is None


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (ENGLISH + "12,5\n", DamagedFileError, "decimal points and with decimal commas"),
        (ENGLISH + "I,0.001\n", DamagedFileError, "decimal points and with decimal commas"),
        (GERMAN + "1,2,3\n", DamagedFileError, "“1.2.3” is not a number"),
        (ENGLISH + "nan\n", DamagedFileError, "“nan” is not a number"),
        (ENGLISH + "1e999\n", DamagedFileError, "“1e999” is not a number"),
        (ENGLISH.replace("512", "0"), DamagedFileError, "not plausible"),
        (ENGLISH.replace("512 hertz", "512"), UnknownFormatError, "no table"),
        (ENGLISH.replace("Lead I", "Finger"), UnknownFormatError, "no table"),
    ],
)
def test_what_is_wrong_is_said(reading, text, error, words):
    with pytest.raises(error, match=words):
        reading(text)


def test_hours_are_refused(reading):
    with pytest.raises(InputError, match="more than 1000000 samples"):
        reading(ENGLISH + "1\n" * 1_000_001)


def test_the_caller_and_the_file_must_agree(reading):
    with pytest.raises(UndeclaredError, match="--units says mV, but the Apple Watch file says"):
        reading(ENGLISH, units="mV")
    with pytest.raises(UndeclaredError, match="--rate says 500 Hz"):
        reading(ENGLISH, rate_hz=500)


@pytest.mark.parametrize("text", [FRENCH, FRENCH + "x\n", FRENCH.replace("512", "1"), FRENCH[:90]])
def test_the_name_is_never_told(reading, text):
    try:
        told = repr(reading(text))
    except EdgeError as error:
        told = str(error)
    assert "lisabeth" not in told

"""AliveCor ATC: one, six and twelve leads, and files that were changed."""

import struct
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError, UndeclaredError, UnknownFormatError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from tests.readers.specimens.kardia import atc_block, atc_bytes
from tests.synthetic import twelve_leads

TWELVE = tuple(f"ecg{end}".encode() for end in " 23456789abc")
START = b"ALIVE\0\0\0" + struct.pack("<I", 4)
FORMAT = atc_block(b"fmt ", struct.pack("<BHHBH", 1, 300, 500, 0, 0))
SAMPLES = np.arange(300, dtype="<i2").tobytes()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "kardia.bin"


@pytest.mark.parametrize("count", [6, 12])
def test_all_leads(path, count):
    path.write_bytes(atc_bytes(TWELVE[:count], 2.0))
    recording = read_ecg(path)
    assert recording.leads == LEADS[:count]
    assert (recording.rate_hz, recording.origin.format) == (300, "AliveCor ATC")
    assert recording.origin.notes == ()
    np.testing.assert_allclose(recording.signal_mv, twelve_leads(300, 2.0)[:count], atol=6e-4)


def test_one_lead_is_lead_i(path):
    path.write_bytes(atc_bytes(TWELVE[:1], 1.0))
    assert read_ecg(path).leads == ("I",)


def test_two_leads_are_completed_to_the_limb_leads(path):
    path.write_bytes(atc_bytes(TWELVE[:2], 1.0))
    assert set(read_ecg(path).leads) == set(LEADS[:6])


def test_blocks_that_are_not_needed_are_passed_over(path):
    path.write_bytes(START + atc_block(b"xyz ", b"12345") + FORMAT + atc_block(b"ecg ", SAMPLES))
    assert read_ecg(path).signal_mv[0].tolist() == pytest.approx(np.arange(300) * 5e-4)


def test_the_enhanced_filter_is_noted(path):
    path.write_bytes(atc_bytes(TWELVE[:1], 1.0, flags=1 << 6))
    assert "enhanced filter" in read_ecg(path).origin.notes[0]


def test_the_resolution_is_the_files(path):
    form = atc_block(b"fmt ", struct.pack("<BHHBH", 1, 500, 2500, 0, 0))
    path.write_bytes(START + form + atc_block(b"ecg ", SAMPLES))
    recording = read_ecg(path)
    assert recording.rate_hz == 500
    assert recording.signal_mv[0, 200] == pytest.approx(0.5)


def test_every_changed_or_missing_byte_is_noticed(path):
    data = atc_bytes(TWELVE[:1], 0.1)
    for at in range(12, len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        with pytest.raises(InputError):
            read_ecg(path)
    for size in (*range(8, 12), len(data) - 1, len(data) - 4, len(data) - 20):
        path.write_bytes(data[:size])
        with pytest.raises(DamagedFileError):
            read_ecg(path)


@pytest.mark.parametrize(
    ("blocks", "kind", "sentence"),
    [
        ((atc_block(b"ecg ", SAMPLES),), DamagedFileError, "rate and resolution"),
        ((FORMAT,), DamagedFileError, "no samples"),
        ((FORMAT, atc_block(b"ecg ", b"")), DamagedFileError, "no samples"),
        ((FORMAT, atc_block(b"ecg ", b"123")), DamagedFileError, "within a sample"),
        ((FORMAT, FORMAT, atc_block(b"ecg ", SAMPLES)), DamagedFileError, "twice"),
        (
            (FORMAT, atc_block(b"ecg ", SAMPLES), atc_block(b"ecg2", SAMPLES[2:])),
            InputError,
            "differ in length",
        ),
        (
            (atc_block(b"fmt ", struct.pack("<BHHBH", 2, 300, 500, 0, 0)),),
            UnknownFormatError,
            "of kind 2",
        ),
        (
            (
                atc_block(b"fmt ", struct.pack("<BHHBH", 1, 300, 0, 0, 0)),
                atc_block(b"ecg ", SAMPLES),
            ),
            DamagedFileError,
            "resolution of zero",
        ),
        (
            (
                atc_block(b"fmt ", struct.pack("<BHHBH", 1, 0, 500, 0, 0)),
                atc_block(b"ecg ", SAMPLES),
            ),
            DamagedFileError,
            "says 0 Hz",
        ),
        ((FORMAT, b"ecg " + struct.pack("<I", 2**32 - 1)), DamagedFileError, "cut short"),
    ],
)
def test_files_that_cannot_be(path, blocks, kind, sentence):
    path.write_bytes(START + b"".join(blocks))
    with pytest.raises(InputError, match=sentence) as error:
        read_ecg(path)
    assert type(error.value) is kind


def test_a_contradicting_rate_is_refused(path):
    path.write_bytes(atc_bytes(TWELVE[:1], 1.0))
    with pytest.raises(UndeclaredError, match="--rate says 500 Hz, but the ATC file says 300"):
        read_ecg(path, rate_hz=500)

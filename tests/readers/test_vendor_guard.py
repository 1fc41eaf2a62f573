"""What is refused before the parser of a device's format may see it."""

import base64
import struct

import numpy as np
import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError, UnknownFormatError
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.readers.vendor_formats import AECG, DICOM, EDF, MFER, MUSE, SCP, SIERRA
from echo2ecg_edge.readers.vendor_guard import guard
from echo2ecg_edge.readers.vendor_guard_xli import unfolded_chunk
from tests.ecg_files import edf_bytes, waves
from tests.readers.specimens import SPECIMENS

EDF_DATA = edf_bytes(waves(2), ("I", "II"))
PREAMBLE = b"\x40\x04MFR "


def edf(at: int, value: bytes) -> bytes:
    return EDF_DATA[:at] + value + EDF_DATA[at + len(value) :]


@pytest.mark.parametrize("name", ["edf", "mfer", "scp", "dicom", "philips xli", "ge muse"])
def test_whole_files_pass(tmp_path, name):
    pytest.importorskip("ecgdatakit")
    pytest.importorskip("pydicom")
    assert read_ecg(SPECIMENS[name].write(tmp_path, 1.0)).duration_s == 1


@pytest.mark.parametrize("name", [SCP, DICOM, MFER])
def test_formats_with_slow_parsers_have_a_limit_of_their_own(name):
    with pytest.raises(InputError, match="MiB large"):
        guard(bytes(5 * 2**20), name)


@pytest.mark.parametrize("before", [0, 100_000])
def test_compressed_dicom_is_not_inflated(before):
    data = bytes(128) + b"DICM" + bytes(before) + b"1.2.840.10008.1.2.1.99\0" + bytes(100)
    with pytest.raises(UnknownFormatError, match="compressed"):
        guard(data, DICOM)


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (edf(192, b"EDF+D"), InputError, "gaps"),
        (edf(236, b"2       "), DamagedFileError, "4800 bytes should follow its header, 2400 do"),
        (edf(236, b"99999999"), DamagedFileError, "not possible"),
        (edf(252, b"0   "), DamagedFileError, "not possible"),
        (edf(252, b"9999"), DamagedFileError, "missing"),
        (edf(252, b"-1  "), DamagedFileError, "not possible"),
        (edf(256 + 216 * 2, b"-5      "), DamagedFileError, "not possible"),
        (edf(256 + 216 * 2, b"x       "), DamagedFileError, "missing"),
        (EDF_DATA[:400], DamagedFileError, "missing"),
        (EDF_DATA + bytes(2400 * 20_000), DamagedFileError, "cut short"),
    ],
)
def test_edf_that_declares_what_it_does_not_hold(data, kind, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        guard(data, EDF)
    assert type(error.value) is kind


def test_edf_whose_recorder_was_stopped_is_read_to_its_end():
    guard(edf(236, b"-1      "), EDF)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a>" * 51 + "</a>" * 51, "damaged"),
        ("<a>", "damaged"),
        ("<a></b>", "damaged"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "definitions of its own"),
        ("<!DOCTYPE a [<!ATTLIST b c CDATA 'd'>]><a/>", "definitions of its own"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a>&b;</a>", "damaged"),
        ("<a>" + "<b/>" * 200_000 + "</a>", "far larger"),
        ("<a>" + "\n" * 2**20 + "</a>", "far larger"),
        ("\0<a/>", "damaged"),
    ],
)
@pytest.mark.parametrize("name", [AECG, MUSE, SIERRA])
def test_xml_that_exhausts_or_misleads(text, sentence, name):
    with pytest.raises(InputError, match=sentence):
        guard(text.encode(), name)


def test_xml_that_names_its_description_passes():
    guard(b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "restecg.dtd"><a>1</a>', MUSE)


def sierra(chunk: bytes, tag: str = "parsedwaveforms") -> bytes:
    packed = struct.pack("<ihh", len(chunk), 0, 0) + chunk
    return f"<a><{tag}>{base64.b64encode(packed).decode()}</{tag}></a>".encode()


def codes(*numbers: int) -> bytes:
    bits = "".join(f"{number:010b}" for number in numbers)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


GROWING = (0, *range(256, 1023), *[1022] * 5_000)


def test_packed_samples_that_unfold_too_far():
    with pytest.raises(InputError, match="far more"):
        guard(sierra(codes(*GROWING)), SIERRA)


@pytest.mark.parametrize(
    "data",
    [
        sierra(codes(*GROWING), "repbeat"),
        sierra(codes(*GROWING[:770])),
        sierra(codes(0, 1023, *GROWING)),
        b"<a><parsedwaveforms>1 2 3</parsedwaveforms></a>",
        "<a><parsedwaveforms>é</parsedwaveforms></a>".encode(),
        b"<a><parsedwaveforms/></a>",
    ],
    ids=["not samples", "few", "ended", "plain", "no letters of base64", "none"],
)
def test_packed_samples_that_do_not(data):
    guard(data, SIERRA)


def test_the_lengths_are_those_of_the_parser():
    lzw = pytest.importorskip("ecgdatakit.parsing.codecs.lzw")
    random = np.random.default_rng(1)
    for _ in range(30):
        free, numbers = 256, [int(random.integers(256))]
        for _ in range(int(random.integers(2000))):
            numbers.append(int(random.integers(min(free + 1, 1023))))
            free += 1
        chunk = codes(*numbers)
        assert unfolded_chunk(chunk) == len(lzw.LzwDecoder(chunk, 10).read_all())


def tag(number: int, value: bytes) -> bytes:
    return bytes([number, 0x84]) + struct.pack(">I", len(value)) + value


@pytest.mark.parametrize(
    "data",
    [
        PREAMBLE + tag(0x05, b"\xff\xff\xff\xff"),
        PREAMBLE + tag(0x01, b"\x01") + tag(0x05, b"\x41\x00"),
        PREAMBLE + tag(0x04, b"\x7f\xff\xff\xff") + tag(0x1E, b"\0\0"),
        PREAMBLE + (tag(0x04, b"\x0f\xff\xff") + tag(0x1E, b"\0\0")) * 5,
        PREAMBLE + b"\x3f" + b"\xff" * 1000,
        PREAMBLE + b"\x3f\x00\x80" * 1000,
        PREAMBLE + tag(0x67, tag(0x67, tag(0x67, tag(0x67, tag(0x67, b"\x01\x00"))))),
        PREAMBLE + b"\x01\x00" * 6000,
        PREAMBLE + b"\x16\x7f",
        PREAMBLE + b"\x16\x85\0\0\0\0\0",
        PREAMBLE + b"\x16",
    ],
    ids=[
        *("channels", "channels, low byte first", "block", "blocks", "endless channel"),
        *("no length", "nested", "many", "cut short", "long length", "length missing"),
    ],
)
def test_mfer_that_declares_what_no_ecg_holds(data):
    with pytest.raises(DamagedFileError, match="declares what no ECG holds"):
        guard(data, MFER)


def test_mfer_goes_on_to_its_end_mark_only():
    guard(PREAMBLE + bytes(9000) + tag(0x67, tag(0x16, b"x")) + b"\x80\x00" + b"\xff" * 99, MFER)


def test_a_fault_of_an_ishne_recorder_is_a_missing_sample(tmp_path):
    pytest.importorskip("ecgdatakit")
    path = SPECIMENS["ishne"].write(tmp_path, 1.0)
    data = bytearray(path.read_bytes())
    data[-2:] = b"\x00\x80"
    path.write_bytes(data)
    last = read_ecg(path).signal_mv[:, -1]
    assert np.isnan(last).tolist() == [False] * 11 + [True]

"""Packed bodies that unfold to many times their size, or that take long to unfold."""

import base64
import struct
import zlib
from functools import partial
from typing import Final

from tests.fuzz.bombs.make import MIB, Bomb, content

_SIERRA: Final = (
    "<restingecgdata><documentinfo><documenttype>PhilipsECG</documenttype>"
    "<documentversion>1.04</documentversion></documentinfo><waveforms>"
    '<parsedwaveforms dataencoding="Base64" compression="XLI" numberofleads="2" '
    'leadlabels="I II" durationperchannel="10000" samplespersecond="500" resolution="5">'
    "{}</parsedwaveforms></waveforms></restingecgdata>"
)


def _element(number: int, kind: bytes, value: bytes) -> bytes:
    """Return one element of a DICOM file's meta information."""
    value += b"\0" * (len(value) % 2)
    size = struct.pack("<H", len(value))
    size = b"\0\0" + struct.pack("<I", len(value)) if kind == b"OB" else size
    return struct.pack("<HH", 2, number) + kind + size + value


def _deflated_dicom() -> bytes:
    """Return a body that inflates to 64 MiB, its transfer syntax behind a long element."""
    meta = _element(1, b"OB", bytes(5000)) + _element(0x10, b"UI", b"1.2.840.10008.1.2.1.99")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(bytes(64 * MIB)) + packer.flush()
    return bytes(128) + b"DICM" + _element(0, b"UL", struct.pack("<I", len(meta))) + meta + body


def _sierra(words: int) -> bytes:
    """Return packed samples whose codes are the longest word, each 600 bytes and more."""
    codes = [0, *range(256, 1022), *[1021] * words]
    bits = "".join(f"{code:010b}" for code in codes)
    packed = int(bits + "0" * (-len(bits) % 8), 2).to_bytes(-(-len(bits) // 8), "big")
    chunk = struct.pack("<ihh", len(packed), 0, 0) + packed
    return _SIERRA.format(base64.b64encode(chunk * 2).decode()).encode()


def _scp(leads: int, size: int) -> bytes:
    """Return SCP-ECG whose samples take a bit each, unpacked by the standard's own table."""
    lines = struct.pack("<IIB", 1, 8 * size, 1) * leads
    bodies = {
        2: struct.pack("<H", 19999),
        3: bytes([leads, 4]) + lines + b"\0" * (len(lines) % 2),
        6: struct.pack("<HHBB", 1000, 2000, 0, 0) + struct.pack("<H", size) * leads
        + bytes(size * leads),
    }  # fmt: skip
    at = 7 + 16 + 10 * 4
    first = struct.pack("<HII", 0, at - 7, 7)
    sections = b""
    for number, body in bodies.items():
        first += struct.pack("<HII", number, 16 + len(body), at + len(sections))
        sections += struct.pack("<HHIBB6s", 0, number, 16 + len(body), 20, 20, b"") + body
    zero = struct.pack("<HHIBB6s", 0, 0, 16 + len(first), 20, 20, b"SCPECG") + first
    return struct.pack("<HI", 0, 6 + len(zero + sections)) + zero + sections


BOMBS: Final[dict[str, Bomb]] = {
    "DICOM: deflated": content(_deflated_dicom),
    "SCP: three million samples of a bit": content(partial(_scp, 39, 10_000)),
    "SCP: 2 MiB": content(partial(_scp, 200, 10_000)),
    "Sierra: samples that unfold to 1 GB": content(partial(_sierra, 800_000)),
    "Sierra: samples that unfold to 6 MB": content(partial(_sierra, 4_000)),
}

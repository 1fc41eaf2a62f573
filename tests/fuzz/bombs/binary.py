"""Binary headers that declare more than the file holds, or what is not possible."""

import struct
from pathlib import Path
from typing import Final

import numpy as np

from tests.fuzz.bombs.make import MIB, Bomb, content
from tests.readers.specimens import SPECIMENS

Patch = tuple[int, bytes]


def _patched(name: str, *patches: Patch) -> Bomb:
    """Return a specimen with bytes written over its header."""

    def write(folder: Path) -> Path:
        path = SPECIMENS[name].write(folder, 1.0)
        data = bytearray(path.read_bytes())
        for at, value in patches:
            data[at : at + len(value)] = value
        path.write_bytes(data)
        return path

    return write


def _replaced(name: str, old: bytes, new: bytes) -> Bomb:
    """Return a specimen with the first of some bytes replaced."""

    def write(folder: Path) -> Path:
        path = SPECIMENS[name].write(folder, 1.0)
        data = path.read_bytes()
        assert old in data, name
        path.write_bytes(data.replace(old, new, 1))
        return path

    return write


def _edf_like(name: str, signals: int) -> dict[str, Bomb]:
    limits = 256 + signals * (16 + 80 + 8)
    return {
        "10^7 records": _patched(name, (236, b"99999999")),
        "9,999 signals": _patched(name, (252, b"9999")),
        "-1 signals": _patched(name, (252, b"-1  ")),
        "10^7 samples a record": _patched(name, (256 + signals * 216, b"99999999")),
        **{f"records of {text} s": _patched(name, (244, text.ljust(8).encode()))
           for text in ("0", "-1", "nan", "inf", "1e-300", "1e300")},
        "gain 0": _patched(name, (limits, b"0".ljust(8) * 2 * signals)),
        "gain inf": _patched(name, (limits, b"-1e308  " * signals + b"1e308   " * signals)),
        "gain nan": _patched(name, (limits, b"nan     " * 2 * signals)),
    }  # fmt: skip


def _npy(shape: str, kind: str = "<f4") -> Bomb:
    head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".encode()
    return content(b"\x93NUMPY\x01\0" + struct.pack("<H", len(head)) + head + bytes(4800))


def _empty_elements() -> bytes:
    """Return 1.7 MiB of DICOM elements without a value."""
    elements = np.zeros((220_000, 2), "<u4")
    elements[:, 0] = (
        np.arange(len(elements)) * 2**16 % 2**32 + 0x11 + np.arange(len(elements)) // 2**16
    )
    meta = struct.pack("<HH2sH", 2, 0x10, b"UI", 18) + b"1.2.840.10008.1.2\0"
    head = bytes(128) + b"DICM" + struct.pack("<HH2sHI", 2, 0, b"UL", 4, len(meta))
    return head + meta + elements.tobytes()


def _tag(number: int, value: bytes) -> bytes:
    return bytes([number, 0x84]) + struct.pack(">I", len(value)) + value


def _lines(samples: int) -> bytes:
    """Return how SCP-ECG describes lead I."""
    return struct.pack("<IIB", 1, samples, 1)


_MFER: Final = b"\x40\x20" + b"MFR ".ljust(32) + _tag(0x01, b"\0")
_MFER_BLOCKS: Final = (_tag(0x04, b"\x0f\xff\xff") + _tag(0x1E, b"\0\0")) * 10_000
_U16, _U32 = b"\xff\xff", b"\xff\xff\xff\xff"
_SAMPLES, _CHANNELS = b"\x3a\x00\x10\x00UL\x04\x00", b"\x3a\x00\x05\x00US\x02\x00"
_RATE, _GAIN = b"\x3a\x00\x1a\x00DS\x06\x00", b"\x3a\x00\x10\x02DS\x04\x00"

BOMBS: Final[dict[str, Bomb]] = {
    **{f"EDF: {what}": bomb for what, bomb in _edf_like("edf", 12).items()},
    **{f"BDF: {what}": bomb for what, bomb in _edf_like("bdf", 13).items()},
    "ISHNE: 32,767 leads": _patched("ishne", (156, b"\xff\x7f")),
    "ISHNE: rate 0": _patched("ishne", (272, bytes(2))),
    "ISHNE: rate -1": _patched("ishne", (272, _U16)),
    "ISHNE: 2^32 samples": _patched("ishne", (14, _U32)),
    "ISHNE: head of 4 GB": _patched("ishne", (18, _U32)),
    "ISHNE: gain 0": _patched("ishne", (206, bytes(24))),
    "MFER: 2^32 channels": content(_MFER + _tag(0x05, _U32) + _tag(0x1E, bytes(2 * MIB))),
    "MFER: 2 million channels": content(
        _MFER + _tag(0x05, b"\x1f\xff\xff") + _tag(0x1E, bytes(3 * MIB))
    ),
    "MFER: blocks of a million": content(_MFER + _MFER_BLOCKS),
    "MFER: endless channel number": content(_MFER + b"\x3f" + b"\xff" * (3 * MIB)),
    "MFER: a million definitions": content(_MFER + b"\x16\x00" * MIB),
    "MFER: definitions in each other": content(_MFER + b"\x67\x80" * 900 + b"\x16\x00" * MIB),
    "MFER: gain 0": _replaced("mfer", _tag(0x0C, b"\0\xfa\0\1"), _tag(0x0C, b"\0\xfa\0\0")),
    "MFER: rate 0": _replaced("mfer", _tag(0x0B, b"\1\xfd\0\2"), _tag(0x0B, b"\1\xfd\0\0")),
    "MFER: rate -1": _replaced("mfer", _tag(0x0B, b"\1\xfd\0\2"), _tag(0x0B, b"\1\xfd\xff\xff")),
    "MFER: rate 10^130": _replaced("mfer", _tag(0x0B, b"\1\xfd\0\2"), _tag(0x0B, b"\1\x80\0\2")),
    "DICOM: 220,000 elements": content(_empty_elements),
    "DICOM: 65,535 channels": _replaced("dicom", _CHANNELS + b"\x0c\0", _CHANNELS + _U16),
    "DICOM: 2^32 samples": _replaced("dicom", _SAMPLES + b"\xf4\1\0\0", _SAMPLES + _U32),
    **{f"DICOM: rate {rate}": _replaced("dicom", _RATE + b"500.0 ", _RATE + rate.ljust(6).encode())
       for rate in ("0", "-1", "1e9", "nan", "inf")},
    **{f"DICOM: gain {gain}": _replaced("dicom", _GAIN + b"2.5 ", _GAIN + gain.ljust(4).encode())
       for gain in ("0", "1e9", "nan", "inf")},
    **{f"{name}: 2^32 samples": _replaced(name, _lines(500), _lines(2**32 - 1))
       for name in ("scp", "scp packed")},
    "SCP: 255 leads": _replaced("scp", b"\x08\x44" + _lines(500), b"\xff\x44" + _lines(500)),
    "SCP: interval 0": _replaced("scp", b"\xe8\x03\xd0\x07", b"\xe8\x03\0\0"),
    "SCP: gain 0": _replaced("scp", b"\xe8\x03\xd0\x07", b"\0\0\xd0\x07"),
    "npy: 10^12 samples": _npy("(12, 1000000000000)"),
    "npy: 10^6 leads": _npy("(1000000, 12)"),
    "npy: negative": _npy("(12, -100)"),
    "npy: objects": _npy("(12, 100)", "|O"),
    "npy: deep header": content(
        b"\x93NUMPY\x02\0" + struct.pack("<I", MIB) + b"(" * MIB + bytes(4800)
    ),
}  # fmt: skip

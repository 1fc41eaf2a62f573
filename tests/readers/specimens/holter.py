"""ISHNE and MFER: formats of Holter recorders and of Japanese carts."""

import struct
from pathlib import Path
from typing import Final

from tests.readers.specimens.signal import AGE, BORN, RATE_HZ, RECORDED, microvolts
from tests.readers.specimens.specimen import Specimen

_ISHNE_FEMALE = 2
_ISHNE_LEAD_I = 5
_MFER_LEADS = (1, 2, 61, 62, 63, 64, 3, 4, 5, 6, 7, 8)


def write_ishne(folder: Path, seconds: float = 10.0) -> Path:
    """Write ISHNE 1.0 with a resolution of 1000 nV (Badilini, 1998)."""
    signal = microvolts(seconds)
    head = struct.pack("<iiiih", 0, signal.shape[1], 522, 522, 1)
    head += bytes(40 + 40 + 20) + struct.pack("<hh", _ISHNE_FEMALE, 0)
    for year, month, day in (BORN, RECORDED, RECORDED):
        head += struct.pack("<hhh", day, month, year)
    head += struct.pack("<hhhh", 10, 15, 0, 12)
    for numbers in (range(_ISHNE_LEAD_I, _ISHNE_LEAD_I + 12), [1] * 12, [1000] * 12):
        head += struct.pack("<12h", *numbers)
    head += struct.pack("<h40sh", 0, b"digital", RATE_HZ)
    body = signal.T.astype("<i2").tobytes()
    path = folder / "ishne.ecg"
    path.write_bytes(b"ISHNE1.0\0\0" + head.ljust(512, b"\0") + body)
    return path


def _tag(tag: int, value: bytes) -> bytes:
    """Return one MFER definition; the length takes four bytes, which is always allowed."""
    return bytes([tag, 0x84]) + struct.pack(">I", len(value)) + value


def write_mfer(folder: Path, seconds: float = 10.0) -> Path:
    """Write MFER with one block of each lead, 500 Hz, one microvolt a count (ISO 22077-1)."""
    signal = microvolts(seconds)
    preamble = b"MFR Standard 12 leads ECG".ljust(32)
    parts = [b"\x40\x20" + preamble, _tag(0x01, b"\x00")]
    parts += [_tag(0x83, struct.pack(">BHHBB", AGE, 0, *BORN)), _tag(0x84, b"\x02")]
    parts += [_tag(0x85, struct.pack(">HBBBBB", *RECORDED, 10, 15, 0))]
    parts += [_tag(0x08, b"\x00\x01"), _tag(0x0B, struct.pack(">BbH", 1, -3, 2))]
    parts += [_tag(0x0C, struct.pack(">BbH", 0, -6, 1)), _tag(0x0A, b"\x00")]
    parts += [_tag(0x05, b"\x0c"), _tag(0x04, struct.pack(">I", signal.shape[1]))]
    parts += [_tag(0x06, b"\x01")]
    for channel, code in enumerate(_MFER_LEADS):
        parts.append(bytes([0x3F, channel, 4, 0x09, 2]) + struct.pack(">H", code))
    parts += [_tag(0x1E, signal.astype(">i2").tobytes()), b"\x80\x00"]
    path = folder / "ecg.mwf"
    path.write_bytes(b"".join(parts))
    return path


SPECIMENS: Final = {"ishne": Specimen(write_ishne), "mfer": Specimen(write_mfer)}

"""SCP-ECG: plain amplitudes, and first differences in the standard's Huffman code (EN 1064)."""

import binascii
import struct
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.readers.specimens.signal import AGE, BORN, RATE_HZ, RECORDED, eight_leads
from tests.readers.specimens.specimen import Specimen

_CODES = {"I": 1, "II": 2, "V1": 3, "V2": 4, "V3": 5, "V4": 6, "V5": 7, "V6": 8}
_FEMALE = 2
_YEARS = 1
_SIMULTANEOUS = 0x04 | len(_CODES) << 3


def _with_crc(data: bytes) -> bytes:
    return struct.pack("<H", binascii.crc_hqx(data, 0xFFFF)) + data


def _section(number: int, body: bytes) -> bytes:
    body += b"\0" * (len(body) % 2)
    return _with_crc(struct.pack("<HIBB6s", number, 16 + len(body), 20, 20, b"") + body)


def _patient() -> bytes:
    """Return section 1: age, birth date, sex, date and time of acquisition."""
    tags = {
        4: struct.pack("<HB", AGE, _YEARS),
        5: struct.pack("<HBB", *BORN),
        8: bytes([_FEMALE]),
        25: struct.pack("<HBB", *RECORDED),
        26: bytes([10, 15, 0]),
    }
    parts = [struct.pack("<BH", tag, len(value)) + value for tag, value in tags.items()]
    return b"".join(parts) + b"\xff\0\0"


def _huffman(values: NDArray[np.int64]) -> bytes:
    """Return the standard's default code: 0, short codes up to 8, then 8 or 16 bits."""
    bits = []
    for value in values.tolist():
        size = abs(value)
        if size <= 8:
            bits.append("1" * size + ("0" if size == 0 else "01" if value < 0 else "00"))
        elif size < 128:
            bits.append("1111111110" + f"{value & 0xFF:08b}")
        else:
            bits.append("1111111111" + f"{value & 0xFFFF:016b}")
    text = "".join(bits)
    text += "0" * (-len(text) % 16)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def scp_bytes(seconds: float, *, packed: bool) -> bytes:
    """Return a record with eight leads, 500 Hz, one microvolt a count."""
    leads = eight_leads(seconds)
    rows = [
        _huffman(np.diff(row, prepend=0)) if packed else row.astype("<i2").tobytes()
        for row in leads.values()
    ]
    samples = len(leads["I"])
    lines = [struct.pack("<IIB", 1, samples, _CODES[lead]) for lead in leads]
    rhythm = struct.pack("<HHBB", 1000, 1_000_000 // RATE_HZ, int(packed), 0)
    rhythm += struct.pack(f"<{len(rows)}H", *map(len, rows)) + b"".join(rows)
    bodies = {1: _patient(), 2: struct.pack("<H", 19999)} if packed else {1: _patient()}
    bodies |= {3: bytes([len(leads), _SIMULTANEOUS]) + b"".join(lines), 6: rhythm}
    sections = {number: _section(number, body) for number, body in bodies.items()}
    first = struct.pack("<HII", 0, 16 + 10 * (1 + len(sections)), 7)
    at = 7 + 16 + 10 * (1 + len(sections))
    for number, section in sections.items():
        first += struct.pack("<HII", number, len(section), at)
        at += len(section)
    zero = _with_crc(struct.pack("<HIBB6s", 0, 16 + len(first), 20, 20, b"SCPECG") + first)
    record = zero + b"".join(sections.values())
    return _with_crc(struct.pack("<I", 6 + len(record)) + record)


def write_scp(folder: Path, seconds: float = 10.0) -> Path:
    """Write plain amplitudes."""
    path = folder / "plain.scp"
    path.write_bytes(scp_bytes(seconds, packed=False))
    return path


def write_packed_scp(folder: Path, seconds: float = 10.0) -> Path:
    """Write first differences in the default Huffman code."""
    path = folder / "packed.scp"
    path.write_bytes(scp_bytes(seconds, packed=True))
    return path


SPECIMENS: Final = {"scp": Specimen(write_scp), "scp packed": Specimen(write_packed_scp)}

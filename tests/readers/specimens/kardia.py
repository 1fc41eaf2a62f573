"""AliveCor Kardia: the ATC file of the app and the JSON of the API."""

import json
import struct
from pathlib import Path
from typing import Final

from tests.readers.specimens.signal import RECORDED, microvolts
from tests.readers.specimens.specimen import Specimen

_RATE_HZ = 300
_NANOVOLTS = 500
_JSON_LEADS = ("leadI", "leadII", "leadIII", "AVR", "AVL", "AVF")


def atc_block(name: bytes, body: bytes) -> bytes:
    """Return one block: name, length, body, and the sum of their bytes."""
    part = name + struct.pack("<I", len(body)) + body
    return part + struct.pack("<I", sum(part) & 0xFFFFFFFF)


def atc_bytes(leads: tuple[bytes, ...], seconds: float, flags: int = 0) -> bytes:
    """Return an ATC file of version 4 with the given lead blocks, in the order of ``LEADS``."""
    signal = microvolts(seconds, _RATE_HZ) * 1000 // _NANOVOLTS
    form = struct.pack("<BHHBH", 1, _RATE_HZ, _NANOVOLTS, flags, 0)
    parts = [b"ALIVE\0\0\0", struct.pack("<I", 4)]
    parts += [atc_block(b"info", b"2020-09-03T10:15:00".ljust(264, b"\0"))]
    parts += [atc_block(b"fmt ", form)]
    parts += [
        atc_block(name, row.astype("<i2").tobytes())
        for name, row in zip(leads, signal, strict=False)
    ]
    return b"".join(parts)


def write_atc(folder: Path, seconds: float = 10.0) -> Path:
    """Write the six limb leads of a KardiaMobile 6L."""
    path = folder / "six_leads.atc"
    path.write_bytes(atc_bytes((b"ecg ", b"ecg2", b"ecg3", b"ecg4", b"ecg5", b"ecg6"), seconds))
    return path


def write_single_atc(folder: Path, seconds: float = 10.0) -> Path:
    """Write lead I alone, as a KardiaMobile does."""
    path = folder / "one_lead.atc"
    path.write_bytes(atc_bytes((b"ecg ",), seconds))
    return path


def write_kardia_json(folder: Path, seconds: float = 10.0) -> Path:
    """Write the six limb leads, 500 nanovolts a count, as the Kardia API gives them."""
    rows = microvolts(seconds, _RATE_HZ) * 1000 // _NANOVOLTS
    raw = {
        "frequency": _RATE_HZ,
        "mainsFrequency": 50,
        "amplitudeResolution": _NANOVOLTS,
        "numLeads": 6,
        "samples": dict(zip(_JSON_LEADS, rows.tolist(), strict=False)),
    }
    recorded = "{:04d}-{:02d}-{:02d}T10:15:00Z".format(*RECORDED)
    path = folder / "kardia.json"
    path.write_text(
        json.dumps(
            {"id": "x", "duration": seconds * 1000, "recordedAt": recorded, "data": {"raw": raw}}
        )
    )
    return path


SPECIMENS: Final = {
    "atc": Specimen(write_atc),
    "atc one lead": Specimen(write_single_atc),
    "kardia json": Specimen(write_kardia_json),
}

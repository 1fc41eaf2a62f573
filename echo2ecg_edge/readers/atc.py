"""AliveCor ATC -> Content: one or six leads of a KardiaMobile, twelve of a Kardia 12L.

The file is a signature, a version and blocks. A block is a name of four letters, the length of
its body, the body, and the sum of all these bytes; all numbers are little-endian. Version 4 is
the one that is in use; the vendor's own reader takes any version alike, and so does this one,
since a block of another layout would not have a right sum.

Source: AliveCor, ATCpy, which implements their Alive File Format Specification 1.6.
"""

import struct
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError, UnknownFormatError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers.content import Content
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.source import Source

_SIGNATURE: Final = b"ALIVE\0\0\0"
_VERSION_BYTES: Final = 4
_HEAD: Final = struct.Struct("<4sI")
_SUM: Final = struct.Struct("<I")
_FORMAT: Final = struct.Struct("<BHHBH")
_LEAD_BLOCKS: Final = MappingProxyType(
    {f"ecg{end}".encode(): lead for end, lead in zip(" 23456789abc", LEADS, strict=True)}
)
_NANOVOLT_PER_MV: Final = 1e6
_ENHANCED: Final = 1 << 6


def recognises(source: Source) -> bool:
    """True for a file with AliveCor's signature."""
    return source.data.startswith(_SIGNATURE)


def read(source: Source, said: Declared) -> Content:
    """Read a recording.

    Raises:
        DamagedFileError: A block is cut short, changed or missing, or a number is not possible.
        UnknownFormatError: The samples are of a kind that is not read.
        UndeclaredError: The rate contradicts the caller's.
        InputError: The leads differ in length.
    """
    blocks = _blocks(source.data)
    rate, nanovolts, flags = _format(blocks)
    rows = {lead: blocks[name] for name, lead in _LEAD_BLOCKS.items() if name in blocks}
    if not any(rows.values()):
        raise DamagedFileError("The ATC file holds no samples.", "Export the ECG again.")
    if len({len(body) for body in rows.values()}) > 1:
        raise InputError("The leads of this ATC file differ in length.", "Export the ECG again.")
    counts = np.stack([_counts(body) for body in rows.values()])
    notes = ("AliveCor's enhanced filter was used on this ECG.",) if flags & _ENHANCED else ()
    return Content(
        format="AliveCor ATC",
        signal_mv=np.asarray(counts * (nanovolts / _NANOVOLT_PER_MV), np.float32),
        leads=tuple(rows),
        rate_hz=settle_rate((*said.rates, Claim("the ATC file", rate))),
        notes=said.notes + notes,
    )


def _counts(body: bytes) -> NDArray[np.int16]:
    if len(body) % 2:
        raise _damaged("a lead ends within a sample")
    return np.frombuffer(body, "<i2")


def _blocks(data: bytes) -> dict[bytes, bytes]:
    """Return the bodies of all blocks by name."""
    blocks: dict[bytes, bytes] = {}
    at = len(_SIGNATURE) + _VERSION_BYTES
    while at < len(data):
        if len(data) < at + _HEAD.size:
            raise _damaged("it is cut short")
        name, length = _HEAD.unpack_from(data, at)
        end = at + _HEAD.size + length
        if len(data) < end + _SUM.size:
            raise _damaged("it is cut short")
        if _SUM.unpack_from(data, end)[0] != _sum(data[at:end]):
            raise _damaged("its check sums are wrong")
        if name in blocks:
            raise _damaged("a part of it is there twice")
        blocks[name] = data[at + _HEAD.size : end]
        at = end + _SUM.size
    return blocks


def _sum(part: bytes) -> int:
    return int(np.frombuffer(part, np.uint8).sum(dtype=np.uint64)) & 0xFFFFFFFF


def _format(blocks: dict[bytes, bytes]) -> tuple[float, float, int]:
    """Return samples per second, nanovolts of one count, and the flags."""
    body = blocks.get(b"fmt ", b"")
    if len(body) < _FORMAT.size:
        raise _damaged("it does not say its rate and resolution")
    kind, rate, nanovolts, flags, _ = _FORMAT.unpack_from(body)
    if kind != 1:
        raise UnknownFormatError(
            f"The samples of this ATC file are of kind {kind}, which is not read here.",
            "Export the ECG as CSV from the Kardia app.",
        )
    if not nanovolts:
        raise _damaged("it gives a resolution of zero, so the voltages are not known")
    return float(rate), float(nanovolts), flags


def _damaged(what: str) -> DamagedFileError:
    return DamagedFileError(f"The ATC file is damaged: {what}.", "Export the ECG again.")

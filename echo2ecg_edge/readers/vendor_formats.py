"""Device formats, told apart by their first bytes; the names are those that ecgdatakit uses."""

import re
import struct
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.readers.documents import xml_root

AECG: Final = "HL7 aECG"
DICOM: Final = "DICOM Waveform"
EDF: Final = "EDF/EDF+"
ISHNE: Final = "ISHNE Holter"
MFER: Final = "MFER"
MORTARA: Final = "Mortara ELI (EL250/ELI280)"
MUSE: Final = "GE MUSE XML"
SCP: Final = "SCP-ECG"
SIERRA: Final = "Philips Sierra XML"

_XML: Final = MappingProxyType(
    {"AnnotatedECG": AECG, "restingecgdata": SIERRA, "RestingECG": MUSE, "ECG": MORTARA}
)
"""Root element -> format."""


def _is_scp(data: bytes) -> bool:
    """True where the pointer section of SCP-ECG begins the file (EN 1064, section 0)."""
    if len(data) < 32:
        return False
    section, first, index = struct.unpack_from("<8xH12xH4xI", data)
    return (section, first, index) == (0, 0, 7)


def _is_edf(data: bytes) -> bool:
    records, signals = data[236:244].strip(), data[252:256].strip()
    return data[:8] == b"0       " and records.lstrip(b"-").isdigit() and signals.isdigit()


_BINARY: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (lambda data: data[128:132] == b"DICM", DICOM),
    (lambda data: data[:8] == b"ISHNE1.0", ISHNE),
    (lambda data: data[2:6] == b"MFR ", MFER),
    (_is_scp, SCP),
    (_is_edf, EDF),
)


_ZERO_PADDING: Final = re.compile(rb"\x00\x54\x0a\x10(?:O[BW]\0\0)?\x02\0\0\0\0\0")
"""DICOM's Waveform Padding Value (5400,100A), two bytes long and zero."""


def pads_with_zero(data: bytes) -> bool:
    """True for a DICOM file that marks missing samples with 0, which is also a voltage."""
    return _ZERO_PADDING.search(data) is not None


def format_name(data: bytes) -> str | None:
    """Return which of the device formats the bytes are in, or None."""
    for matches, name in _BINARY:
        if matches(data):
            return name
    return _XML.get(xml_root(data) or "")

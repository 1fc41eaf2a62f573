"""Files that are known but not read here: each is refused with what it is and what to do."""

import re
from typing import Final, NoReturn

from echo2ecg_edge.errors import UnknownFormatError
from echo2ecg_edge.readers.declared import Declared
from echo2ecg_edge.readers.documents import json_kind, xml_root
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.text import shown

_EXPORT: Final = "Export the ECG as CSV, DICOM, SCP-ECG or WFDB from the device."
_PICTURE: Final = f"A picture of an ECG cannot be screened. {_EXPORT}"
_UNPACK: Final = f"Unpack it, or save the table as CSV. {_EXPORT}"

_KINDS: Final = (
    (re.compile(rb"%PDF"), "a PDF document", _PICTURE),
    (re.compile(rb"\x89PNG"), "a PNG picture", _PICTURE),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG picture", _PICTURE),
    (re.compile(rb"GIF8"), "a GIF picture", _PICTURE),
    (re.compile(rb"II\*\0|MM\0\*"), "a TIFF picture", _PICTURE),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive or an Excel workbook", _UNPACK),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Excel workbook", _UNPACK),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|BZh|\xfd7zXZ"), "a compressed file", _UNPACK),
    (re.compile(rb"\x89HDF"), "an HDF5 file", _EXPORT),
    (
        re.compile(rb"MATLAB 5\.0|.{20}val\0", re.DOTALL),
        "a MATLAB file without its header",
        f"Put the .hea file of the same name beside it. {_EXPORT}",
    ),
)


def recognises(source: Source) -> bool:
    """True for a file that is known but not read."""
    return _kind(source.data) is not None


def refuse(source: Source, said: Declared) -> NoReturn:  # noqa: ARG001 - a reader's signature
    """Say what the file is.

    Raises:
        UnknownFormatError: Always.
    """
    what, remedy = _kind(source.data) or ("unknown", _EXPORT)
    raise UnknownFormatError(f"This is {what}, which is not read here.", remedy)


def _kind(data: bytes) -> tuple[str, str] | None:
    """Return what the file is and what to do, or None."""
    for pattern, what, remedy in _KINDS:
        if pattern.match(data):
            return what, remedy
    if root := xml_root(data):
        is_page = root.lower() == "html"
        return (
            "a web page" if is_page else f"XML of the kind {shown(root.rpartition('.')[2])}"
        ), _EXPORT
    if kind := json_kind(data):
        return f"JSON of the kind {shown(kind)}", _EXPORT
    return None

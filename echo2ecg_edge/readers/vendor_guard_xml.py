"""XML of devices, from anyone: parsed once without building anything, before it is read."""

import base64
from types import MappingProxyType
from typing import Final
from xml.parsers import expat

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers.document_limits import damaged, limited_text
from echo2ecg_edge.readers.vendor_guard_xli import MOST_UNFOLDED, unfolded

_MOST: Final = MappingProxyType(
    {"<": 200_000, '"': 100_000, "'": 100_000, "&": 10_000, "\n": 1_000_000}
)
"""Characters that stand for pieces; the wordiest real file has 3,000 elements."""
_DEEPEST: Final = 50
_SAMPLES: Final = "parsedwaveforms"


def check_xml(data: bytes, name: str) -> None:
    """Refuse documents that nest deep, define entities, or are in far more pieces than an ECG.

    Raises:
        DamagedFileError: It is not well-formed, nests too deep, or carries definitions.
        InputError: It is far larger than an ECG.
    """
    _scan(data, name)


def check_sierra(data: bytes, name: str) -> None:
    """Do the same, and refuse packed samples that unfold to more than an ECG.

    Raises:
        DamagedFileError: As ``check_xml``.
        InputError: As ``check_xml``, or the samples are too many.
    """
    text = _scan(data, name, _SAMPLES)
    try:
        packed = base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        return  # no base64, so nothing is packed: plain numbers
    if len(packed) > MOST_UNFOLDED or unfolded(packed) > MOST_UNFOLDED:
        raise InputError(
            f"The samples of this {name} file are far more than an ECG for screening has.",
            "Export ten seconds to a minute of one 12-lead ECG.",
        )


def _scan(data: bytes, name: str, wanted: str = "") -> str:
    """Return the text in all elements of one name, whatever their capitals."""
    text = limited_text(data, name, _MOST)
    open_elements: list[str] = []
    found: list[str] = []

    def start(tag: str, _: object) -> None:
        open_elements.append(tag.rpartition(":")[2].lower())
        if len(open_elements) > _DEEPEST:
            raise damaged(name)

    def doctype(_name: str, _system: str | None, _public: str | None, has_own: int) -> None:
        if has_own:
            raise DamagedFileError(
                f"This {name} file carries definitions of its own, which no device writes.",
                "Do not trust this file; export the ECG from the device again.",
            )

    def undefined(*_: object) -> None:
        raise damaged(name)

    def characters(part: str) -> None:
        if open_elements[-1] == wanted:
            found.append(part)

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_elements.pop()
    parser.StartDoctypeDeclHandler = doctype
    parser.SkippedEntityHandler = undefined
    parser.CharacterDataHandler = characters if wanted else None
    try:
        parser.Parse(text.encode(errors="replace"), True)
    except expat.ExpatError:
        raise damaged(name) from None
    return "".join(found)

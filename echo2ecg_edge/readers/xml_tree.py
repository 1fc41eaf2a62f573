"""XML -> elements, from anyone: no entities, no document type of its own, no deep nesting."""

import re
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.readers.document_limits import damaged, limited_text, maybe_xml
from echo2ecg_edge.readers.documents import xml_root

_MOST: Final = MappingProxyType({"<": 200_000, '"': 100_000, "'": 100_000, "&": 10_000})
_MOST_LINES: Final = MappingProxyType({"\n": 1_000_000})
_DEEPEST: Final = 50
_PLAIN_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^>\[]{0,500}>")
"""Names a file that describes the document; nothing here opens it, so it can be left out."""


def root_name(data: bytes) -> str:
    """Return the name of a document's root element, or nothing where it is not XML."""
    return (xml_root(data) or "") if maybe_xml(data) else ""


def parse_xml(data: bytes, name: str) -> Element:
    """Parse a document; the names of its elements come without namespaces.

    Args:
        data: The file's bytes.
        name: The format, for a sentence.

    Raises:
        DamagedFileError: It is not well-formed, nests too deep, or declares entities.
        InputError: It is far larger than an ECG.
    """
    text = limited_text(data, name, {**_MOST, **_MOST_LINES})
    parser = XMLParser(target=_Bounded(name))  # noqa: S314 - the text and the target are bounded
    try:
        parser.feed(_PLAIN_DOCTYPE.sub("", text, count=1))
        root: Element = parser.close()
    except ParseError:
        raise damaged(name) from None
    return root


def text_of(element: Element | None, path: str) -> str:
    """Return the text of an element's descendant, or nothing where it is not there."""
    return "" if element is None else (element.findtext(path) or "").strip()


class _Bounded(TreeBuilder):
    """Builds the tree, but not one that nests deep or that begins with declarations."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise damaged(self._name)
        return super().start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag.rpartition("}")[2])

    def doctype(self, *_: object) -> None:
        raise DamagedFileError(
            f"This {self._name} file carries declarations of its own, which no device writes.",
            "Do not trust this file; export the ECG from the device again.",
        )

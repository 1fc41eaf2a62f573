"""The kind of an XML or JSON document, from its beginning and without parsing it."""

import re
from typing import Final

from echo2ecg_edge.readers.text import decode

_BEGINNING: Final = 65_536
_PROLOG: Final = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.S)
_ROOT: Final = re.compile(r"\s*<([A-Za-z_][\w.:-]*)")
_KIND_KEYS: Final = ("resourceType", "type", "format", "kind")


def xml_root(data: bytes) -> str | None:
    """Return the name of the root element, without its namespace; None where it is not XML."""
    text = decode(data[:_BEGINNING]) or ""
    if not text.lstrip().startswith("<"):
        return None
    position = 0
    while match := _PROLOG.match(text, position):
        position = match.end()
    root = _ROOT.match(text, position)
    return root[1].rpartition(":")[2] if root else None


def json_keys(data: bytes) -> frozenset[str]:
    """Return every word that is used as a key at the beginning of a JSON object, at any depth."""
    text = (decode(data[:_BEGINNING]) or "").lstrip()
    return (
        frozenset(re.findall(r'"([^"\\\n]{1,60})"\s*:', text))
        if text.startswith("{")
        else frozenset()
    )


def json_kind(data: bytes) -> str | None:
    """Return what a JSON document says it is, or how it begins; None where it is not JSON."""
    text = (decode(data[:_BEGINNING]) or "").lstrip()
    if not re.match(r'\{\s*["}]|\[\s*[\[{]', text):
        return None
    for key in _KIND_KEYS:
        if value := re.search(rf'"{key}"\s*:\s*"([^"\\]{{1,60}})"', text):
            return f"FHIR {value[1]}" if key == "resourceType" else value[1]
    return "list" if text.startswith("[") else ", ".join(sorted(json_keys(data))[:3]) or "object"

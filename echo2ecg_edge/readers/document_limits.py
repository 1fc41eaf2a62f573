"""Limits for XML and JSON documents from anyone, checked before anything parses them."""

import re
from collections.abc import Mapping
from typing import Final

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers.text import decode

LARGEST_CHARS: Final = 16 * 2**20
"""A 12-lead ECG of ten seconds has half a million characters in the wordiest of these formats."""

_MAYBE_XML: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]{0,999}<")
_MAYBE_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]{0,999}\{")


def maybe_xml(data: bytes) -> bool:
    """True where the bytes begin as XML does; quick, because every file is asked."""
    return _MAYBE_XML.match(data) is not None


def maybe_json(data: bytes) -> bool:
    """True where the bytes begin as a JSON object does; quick, because every file is asked."""
    return _MAYBE_JSON.match(data) is not None


def limited_text(data: bytes, name: str, most: Mapping[str, int]) -> str:
    """Return the text of a document that no parser can be flooded with.

    Args:
        data: The file's bytes.
        name: The format, for a sentence.
        most: How often a character may be there: each stands for a piece that costs memory.

    Raises:
        DamagedFileError: It is not text.
        InputError: It is too long, or in far more pieces than an ECG has.
    """
    text = decode(data)
    if text is None:
        raise damaged(name)
    if len(text) > LARGEST_CHARS or any(text.count(mark) > limit for mark, limit in most.items()):
        raise InputError(
            f"This {name} file is far larger than an ECG for screening.",
            "Export ten seconds to a minute of one 12-lead ECG.",
        )
    return text


def damaged(name: str) -> DamagedFileError:
    """Return the error for a document that cannot be parsed."""
    return DamagedFileError(
        f"This {name} file is damaged or cut short.", "Export the ECG from the device again."
    )

"""Bytes as text: encodings that ECG exports come in, and foreign words shown safely."""

import codecs
from typing import Final

import numpy as np

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
"""Bytes that no text holds; 0x1A is how old DOS programs end a file."""

_PART: Final = 2**16
"""Bytes looked at together; memory for larger ones is asked for and given back each time."""
_LONGEST_SHOWN: Final = 40


def decode(data: bytes) -> str | None:
    """Return the text with plain newlines, or None where the bytes are not text.

    UTF-8, UTF-16 with its mark, and, since every byte means something in it, Latin-1.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _plain_newlines(data[len(mark) :].decode(encoding, "replace"))
    if _has_control(data):
        return None
    try:
        return _plain_newlines(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _plain_newlines(data.decode("latin-1"))


def _has_control(data: bytes) -> bool:
    """True where a byte is in no text; the exact look is left to the files that need it."""
    codes = np.frombuffer(data, np.uint8)
    parts = (codes[at : at + _PART] for at in range(0, codes.size, _PART))
    is_suspect = any(part.min() < 9 or (part - np.uint8(14) < 18).any() for part in parts)
    return is_suspect and data.translate(None, _CONTROL) != data


def _plain_newlines(text: str) -> str:
    text = text.rstrip("\x1a\x00")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def shown(text: str) -> str:
    """Return a word from a file in quotes, short, on one line and without control characters."""
    clean = "".join(char if char.isprintable() else "?" for char in text.strip())
    return f"“{clean[:_LONGEST_SHOWN]}{'…' if len(clean) > _LONGEST_SHOWN else ''}”"


def plain_number(number: float) -> str:
    """Return a number without exponent and without zeros at its end."""
    return f"{number:.6f}".rstrip("0").rstrip(".")

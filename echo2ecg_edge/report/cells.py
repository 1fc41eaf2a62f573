"""How wide text is on a terminal: marks of Hindi take no column, Chinese letters take two."""

import unicodedata
from typing import Final

NO_COLUMN: Final = frozenset({"Mn", "Me", "Cf"})
"""Unicode categories that are drawn onto the letter before."""
TWO_COLUMNS: Final = frozenset("WF")
"""East Asian widths."""


def cells(text: str) -> list[str]:
    """Return what stands in each column: a letter with its marks, or nothing after a wide one."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for letter in text:
        if found and unicodedata.category(letter) in NO_COLUMN:
            found[-1] += letter
        else:
            is_wide = unicodedata.east_asian_width(letter) in TWO_COLUMNS
            found += [letter, ""] if is_wide else [letter]
    return found


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    return len(cells(text))


def left(text: str, width: int) -> str:
    """Fill with spaces after the text."""
    return text + " " * (width - columns(text))


def right(text: str, width: int) -> str:
    """Fill with spaces before the text."""
    return " " * (width - columns(text)) + text

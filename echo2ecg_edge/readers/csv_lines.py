"""Lines of a table as cells, and single cells as numbers."""

import csv
import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from echo2ecg_edge.errors import DamagedFileError, UnknownFormatError

SEPARATORS: Final = ("\t", ";", ",", None)
"""Tried in this order; None stands for runs of spaces."""

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MISSING: Final = frozenset({"", "nan", "na", "n/a", "null", "none"})
COMMENT: Final = ("#", "%")

_LONGEST_LINE: Final = 2**20
"""Characters; a line that holds one lead for a minute at 1,000 samples a second is half as long."""
_LONGEST_CELL: Final = 400
"""Characters; the longest number that is written out without an exponent has about 330."""


def head_lines(text: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield (offset, line) for the first lines of a text, at most ``most``."""
    offset = 0
    for _ in range(most):
        if offset >= len(text):
            return
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        refuse_long(end - offset)
        yield offset, text[offset:end]
        offset = end + 1


def refuse_long(characters: int) -> None:
    """Stop before a line of a size that no table of ECG values has.

    Raises:
        UnknownFormatError: It is that long.
    """
    if characters > _LONGEST_LINE:
        raise UnknownFormatError(
            f"A line of this text has {characters:,} characters: this is no table of an ECG.",
            "Export ten seconds to a few minutes of the ECG, one column for each lead.",
        )


def split_cells(line: str, separator: str | None) -> list[str]:
    """Return the cells of a line without spaces and quotes around them.

    Raises:
        DamagedFileError: A quoted cell is far too long.
    """
    if separator is None:
        cells = line.split()
    elif '"' in line:
        try:
            cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
        except csv.Error:
            raise DamagedFileError(
                "The quotes in this table do not fit together.", "Export the ECG again."
            ) from None
    else:
        cells = line.split(separator)
    return [cell.strip(" \t\"'") for cell in cells]


def without_trailing_blanks(cells: list[str]) -> list[str]:
    """Return the cells up to the last one that is not empty."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def is_skipped(line: str) -> bool:
    """True for blank lines and comments."""
    return not line.strip() or line.lstrip().startswith(COMMENT)


def parse_number(cell: str, *, decimal_comma: bool) -> float:
    """Return a cell's number; NaN where it is empty or says that the value is missing.

    Raises:
        ValueError: It is anything else, infinity included; its text is the cell.
    """
    text = cell.replace(",", ".") if decimal_comma else cell
    if (
        len(text) <= _LONGEST_CELL
        and _NUMBER.fullmatch(text)
        and math.isfinite(number := float(text))
    ):
        return number
    if text.lower() in _MISSING:
        return math.nan
    raise ValueError(cell)


def is_value(cell: str, separator: str | None) -> bool:
    """True when the cell holds a number or says that one is missing."""
    try:
        parse_number(cell, decimal_comma=separator != ",")
    except ValueError:
        return False
    return True


def are_values(cells: Sequence[str], separator: str | None) -> bool:
    """True when every cell is a value and at least one is a number."""
    return all(is_value(cell, separator) for cell in cells) and any(
        cell[-1:].isdigit() or cell[-1:] == "." for cell in cells
    )

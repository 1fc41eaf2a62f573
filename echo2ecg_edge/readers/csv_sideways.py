"""Tables that lie on their side: one lead a line, its name first."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.readers.csv_head import Line
from echo2ecg_edge.readers.csv_lines import (
    SEPARATORS,
    is_skipped,
    is_value,
    parse_number,
    refuse_long,
    split_cells,
    without_trailing_blanks,
)
from echo2ecg_edge.readers.csv_names import lead_of
from echo2ecg_edge.readers.csv_table import Table
from echo2ecg_edge.readers.decimals import parse_decimals
from echo2ecg_edge.readers.text import shown

_BEGINS_NUMBER: Final = frozenset("+-.0123456789")


def find_sideways(lines: Sequence[Line]) -> tuple[int, str | None] | None:
    """Return index and separator of the first line that is a lead's name and values, or None."""
    for index, line in enumerate(lines):
        if line.text[:1] in _BEGINS_NUMBER:
            continue
        for separator in SEPARATORS:
            cells = line.cells(separator)
            if len(cells) > 2 and lead_of(cells[0]) and is_value(cells[1], separator):
                return index, separator
    return None


def read_sideways(
    text: str, lines: Sequence[Line], index: int, separator: str | None
) -> tuple[list[str], Table]:
    """Read a table that lies on its side.

    Args:
        text: The whole text.
        lines: Its first lines.
        index: Which of them is the first with a lead's name.
        separator: Between the cells.

    Returns:
        The names, and the values: shape (names, samples).

    Raises:
        DamagedFileError: The lines differ in length, or a value is not a number.
        UnknownFormatError: A line is longer than any of a table.
    """
    width = len(_cells(lines[index].text, separator))
    if index and len(_cells(lines[index - 1].text, separator)) == width:
        index -= 1  # a line of time stamps or numbers above
    names, rows = [], []
    for number, line in enumerate(text[lines[index].offset :].split("\n"), lines[index].number):
        refuse_long(len(line))
        if is_skipped(line):
            continue
        cells = split_cells(line, separator)
        cells = cells[: max(width, len(without_trailing_blanks(cells)))]
        if len(cells) != width:
            raise DamagedFileError(
                f"Line {number} has {len(cells) - 1} values, but the first lead has {width - 1}.",
                "Export the ECG again: the table is cut or damaged there.",
            )
        names.append(cells[0])
        rows.append(_numbers(cells[1:], number, separator))
    return names, Table(np.array(rows), lambda row: f"Value {row + 1} of each line")


def _cells(line: str, separator: str | None) -> list[str]:
    return without_trailing_blanks(split_cells(line, separator))


def _numbers(
    cells: Sequence[str], number: int, separator: str | None
) -> NDArray[np.float64] | list[float]:
    decimal_comma = separator != ","
    line = "\n".join([*cells, ""])
    if line.isascii():
        plain = line.replace(",", ".") if decimal_comma else line
        if (values := parse_decimals(plain.encode("ascii"), 1)) is not None:
            return values[:, 0]
    try:
        return [parse_number(cell, decimal_comma=decimal_comma) for cell in cells]
    except ValueError as error:
        raise DamagedFileError(
            f"Line {number}: {shown(str(error))} is not a number.",
            "Export the ECG again, or correct the value.",
        ) from None

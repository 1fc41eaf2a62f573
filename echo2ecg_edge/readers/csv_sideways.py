"""Tables that lie on their side: one lead a line, its name first."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.readers.csv_columns import lead_of
from echo2ecg_edge.readers.csv_layout import Line
from echo2ecg_edge.readers.csv_lines import (
    SEPARATORS,
    is_skipped,
    is_value,
    parse_number,
    split_cells,
    without_trailing_blanks,
)
from echo2ecg_edge.readers.csv_table import Table
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
        The names, and the values turned upright: shape (samples, names).

    Raises:
        DamagedFileError: The lines differ in length, or a value is not a number.
    """
    width = len(lines[index].cells(separator))
    if index and len(lines[index - 1].cells(separator)) == width:
        index -= 1  # a line of time stamps or numbers above
    names, rows = [], []
    decimal_comma = separator != ","
    for number, line in enumerate(text[lines[index].offset :].split("\n"), lines[index].number):
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
        rows.append(_numbers(cells[1:], number, decimal_comma=decimal_comma))
    return names, Table(np.array(rows).T, lambda row: f"Value {row + 1} of each line")


def _numbers(cells: Sequence[str], number: int, *, decimal_comma: bool) -> list[float]:
    try:
        return [parse_number(cell, decimal_comma=decimal_comma) for cell in cells]
    except ValueError as error:
        raise DamagedFileError(
            f"Line {number}: {shown(str(error))} is not a number.",
            "Export the ECG again, or correct the value.",
        ) from None

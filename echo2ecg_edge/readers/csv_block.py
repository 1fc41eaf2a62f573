"""A few hundred lines of a table: all at once where they are clean, else line by line."""

import re
from array import array
from collections.abc import Sequence
from io import StringIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.readers.csv_grid import Grid
from echo2ecg_edge.readers.csv_lines import parse_number, split_cells
from echo2ecg_edge.readers.decimals import parse_decimals
from echo2ecg_edge.readers.text import shown

_AGAIN: Final = "Export the ECG again, or correct the value."
_CLOCK: Final = (
    "Export the time in seconds, or delete that column and say --rate, such as --rate 500."
)


def read_block(grid: Grid, start: int, end: int, wanted: Sequence[int]) -> NDArray[np.float64]:
    """Read the wanted columns of one block.

    Args:
        grid: The table.
        start: Where the block begins.
        end: Where it ends.
        wanted: Positions of the columns to read, in the order to return them.

    Returns:
        Shape (columns, rows); NaN where a value is missing.

    Raises:
        DamagedFileError: A row is ragged or a value is not a number.
    """
    values = _all_at_once(grid.text[start:end], grid)
    if values is None:
        return _line_by_line(grid, start, end, wanted)
    return values.T if list(wanted) == list(range(grid.width)) else values.T[list(wanted)]


def _all_at_once(text: str, grid: Grid) -> NDArray[np.float64] | None:
    """Return shape (rows, columns), or None where anything is unusual."""
    if not text.isascii():
        return None
    if text.isspace():
        return np.empty((0, grid.width))
    text = text if text.endswith("\n") else text + "\n"
    values = _decimals(text, grid)
    if values is None and "\n\n" in text:
        text = re.sub("\n+", "\n", text).lstrip("\n")
        values = _decimals(text, grid)
    return _by_numpy(text, grid) if values is None and not grid.decimal_comma else values


def _decimals(text: str, grid: Grid) -> NDArray[np.float64] | None:
    if grid.separator is None:
        return None
    return parse_decimals(_with_commas(text, grid.separator), grid.width)


def _with_commas(text: str, separator: str) -> bytes:
    """Return the lines with commas between cells and points in numbers."""
    if text[: text.find("\n")].endswith(separator):
        text = text.replace(separator + "\n", "\n")
    table = text.encode("ascii")
    if separator == ",":
        return table
    return table.translate(bytes.maketrans(b"," + separator.encode(), b".,"))


def _by_numpy(text: str, grid: Grid) -> NDArray[np.float64] | None:
    """Read numbers with exponents, many digits or spaces, and those that are called nan."""
    try:
        values = np.loadtxt(StringIO(text), delimiter=grid.separator, comments=None, ndmin=2)
    except ValueError:
        return None
    is_whole = values.shape == (text.count("\n"), grid.width)
    return values if is_whole and not np.isinf(values).any() else None


def _line_by_line(grid: Grid, start: int, end: int, wanted: Sequence[int]) -> NDArray[np.float64]:
    values = array("d")
    for offset, line in grid.rows(start, end):
        cells = split_cells(line, grid.separator)
        if len(cells) != grid.width:
            cells = _fit(cells, grid, offset)
        chosen = [cells[at] for at in wanted]
        try:
            values.extend([parse_number(cell, decimal_comma=grid.decimal_comma) for cell in chosen])
        except ValueError as error:
            at = wanted[chosen.index(str(error))]
            name = shown(grid.header[at]) if grid.header else str(at + 1)
            raise DamagedFileError(
                f"Line {grid.line(offset)}, column {name}: {shown(cells[at])} is not a number.",
                _CLOCK if ":" in cells[at] else _AGAIN,
            ) from None
    return np.array(values).reshape(-1, len(wanted)).T


def _fit(cells: list[str], grid: Grid, offset: int) -> list[str]:
    """Return the cells of one row, less the empty ones beyond the last column."""
    if len(cells) < grid.width or any(cells[grid.width :]):
        raise DamagedFileError(
            f"Line {grid.line(offset)} has {len(cells)} values, "
            f"but the table has {grid.width} columns.",
            "Export the ECG again: the table is cut or damaged there.",
        )
    return cells[: grid.width]

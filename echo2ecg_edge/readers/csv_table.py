"""Values of a table: all at once where it is clean, else line by line with the error's place."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.readers.csv_layout import Layout
from echo2ecg_edge.readers.csv_lines import COMMENT, parse_number, split_cells
from echo2ecg_edge.readers.decimals import parse_decimals
from echo2ecg_edge.readers.text import shown

_AGAIN: Final = "Export the ECG again, or correct the value."
_CLOCK: Final = (
    "Export the time in seconds, or delete that column and say --rate, such as --rate 500."
)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The values that were asked for.

    Attributes:
        values: Shape (rows, columns asked for); NaN where a value is missing.
        place: Row -> where it is in the file, for a sentence.
    """

    values: NDArray[np.float64]
    place: Callable[[int], str]


def read_table(text: str, layout: Layout, width: int, wanted: Sequence[int]) -> Table:
    """Read the wanted columns of a table.

    Args:
        text: The whole text.
        layout: Where the table is.
        width: Columns of the table.
        wanted: Positions of the columns to read, in the order to return them.

    Raises:
        DamagedFileError: A row is ragged or a value is not a number.
    """
    body = text[layout.first.offset :].rstrip("\n") + "\n"
    decimal_comma = layout.separator != "," and "," in body
    if decimal_comma and "." in body:
        raise DamagedFileError(
            "The numbers are written with decimal points and with decimal commas.",
            "Export the ECG again with one of them.",
        )
    values = _all_at_once(body, layout.separator, width)
    if values is None and not decimal_comma:
        values = _by_numpy(body, layout.separator, width)
    if values is not None:
        first = layout.first.number
        return Table(values[:, list(wanted)], lambda row: f"Line {first + row}")
    return _line_by_line(body, layout, width, wanted, decimal_comma=decimal_comma)


def _all_at_once(body: str, separator: str | None, width: int) -> NDArray[np.float64] | None:
    if separator is None or not body.isascii():
        return None
    if body[: body.index("\n")].endswith(separator):
        body = body.replace(separator + "\n", "\n")
    table = body.encode("ascii")
    if separator != ",":
        table = table.translate(bytes.maketrans(b"," + separator.encode(), b".,"))
    return parse_decimals(table, width)


def _by_numpy(body: str, separator: str | None, width: int) -> NDArray[np.float64] | None:
    """Read numbers with exponents, many digits or spaces; None where anything is unusual."""
    if not body.isascii():
        return None
    try:
        values = np.loadtxt(StringIO(body), delimiter=separator, comments=None, ndmin=2)
    except ValueError:
        return None
    is_whole = values.shape == (body.count("\n"), width)
    return values if is_whole and np.isfinite(values).all() else None


def _line_by_line(
    body: str, layout: Layout, width: int, wanted: Sequence[int], *, decimal_comma: bool
) -> Table:
    values, numbers = array("d"), array("l")
    for number, line in enumerate(body.split("\n"), layout.first.number):
        if not line or line.isspace() or line.startswith(COMMENT):
            continue
        cells = _fit(split_cells(line, layout.separator), width, number)
        chosen = [cells[at] for at in wanted]
        try:
            values.extend([parse_number(cell, decimal_comma=decimal_comma) for cell in chosen])
        except ValueError as error:
            at = wanted[chosen.index(str(error))]
            name = shown(layout.header[at]) if layout.header else str(at + 1)
            raise DamagedFileError(
                f"Line {number}, column {name}: {shown(cells[at])} is not a number.",
                _CLOCK if ":" in cells[at] else _AGAIN,
            ) from None
        numbers.append(number)
    table = np.frombuffer(values, np.float64).reshape(-1, len(wanted))
    return Table(table, lambda row: f"Line {numbers[row]}")


def _fit(cells: list[str], width: int, number: int) -> list[str]:
    """Return the cells of one row, less the empty ones beyond the last column."""
    if len(cells) == width:
        return cells
    if len(cells) < width or any(cells[width:]):
        raise DamagedFileError(
            f"Line {number} has {len(cells)} values, but the table has {width} columns.",
            "Export the ECG again: the table is cut or damaged there.",
        )
    return cells[:width]

"""Layout of a table: its separator, its column names, and where its values begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.errors import DamagedFileError, UndeclaredError, UnknownFormatError
from echo2ecg_edge.readers.csv_head import MOST_PREAMBLE, Line
from echo2ecg_edge.readers.csv_lines import (
    SEPARATORS,
    are_values,
    is_skipped,
    is_value,
)
from echo2ecg_edge.readers.csv_names import is_unit_word, lead_of
from echo2ecg_edge.readers.text import shown

_MOST_COLUMNS: Final = 99
"""A table with more is a recording turned on its side: the columns are samples."""

_MOST_NAMES: Final = 200
"""Names of a line that are compared with the leads' to find out whether it is the header."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are in the text.

    Attributes:
        separator: Between cells; None stands for runs of spaces.
        header: The column names as written; empty where there are none.
        units: The cells of a line of units below the names; empty where there is none.
        preamble: The lines above the values, without the column names.
        first: The first line of values.
    """

    separator: str | None
    header: tuple[str, ...]
    units: tuple[str, ...]
    preamble: tuple[Line, ...]
    first: Line


def find_layout(lines: Sequence[Line]) -> Layout:
    """Find the table.

    Args:
        lines: The first lines of the text.

    Raises:
        UnknownFormatError: There is no table.
        UndeclaredError: The columns have names, but none is a lead's; or there is one column.
        DamagedFileError: There are column names but no values, or the first value is damaged.
    """
    start = _first_values(lines)
    if header := _find_header(lines, start[0] if start else MOST_PREAMBLE):
        return _below_header(lines, *header)
    if start is None:
        raise _no_table(lines)
    return _without_names(lines, *start)


def _first_values(lines: Sequence[Line]) -> tuple[int, str | None] | None:
    """Return index and separator of the first line of two or more numbers."""
    for index, line in enumerate(lines):
        for separator in SEPARATORS:
            if len(cells := line.cells(separator)) > 1 and are_values(cells, separator):
                return index, separator
    return None


def _find_header(lines: Sequence[Line], end: int) -> tuple[int, str | None] | None:
    """Return index and separator of the last line before ``end`` that names leads."""
    weak, strong = [], []
    for index, line in enumerate(lines[:end]):
        count = {
            separator: sum(map(bool, map(lead_of, line.names(separator)[:_MOST_NAMES])))
            for separator in SEPARATORS
        }
        separator = max(count, key=count.__getitem__)
        if count[separator] > 1:
            strong.append((index, separator))
        elif count[separator] == 1 and _fits_below(lines, index, separator):
            weak.append((index, separator))
    return next(reversed(strong or weak), None)


def _fits_below(lines: Sequence[Line], index: int, separator: str | None) -> bool:
    """True when the line below has as many cells as this one: one name alone proves little."""
    width = len(lines[index].names(separator))
    below = [line.cells(separator) for line in lines[index + 1 :] if not is_skipped(line.text)]
    return bool(below) and len(below[0]) == width and any(is_value(c, separator) for c in below[0])


def _below_header(lines: Sequence[Line], index: int, separator: str | None) -> Layout:
    header = lines[index].names(separator)
    below = [line for line in lines[index + 1 :] if not is_skipped(line.text)]
    units: list[str] = []
    if below and any(cells := below[0].cells(separator)) and all(map(is_unit_word, cells)):
        units, below = cells, below[1:]
    if not below:
        raise DamagedFileError(
            "The file names its columns but holds no values.", "Export the ECG again."
        )
    around = [*lines[:index], *lines[index + 1 : below[0].number - 1]]
    return Layout(separator, tuple(header), tuple(units), tuple(around), below[0])


def _without_names(lines: Sequence[Line], index: int, separator: str | None) -> Layout:
    cells = lines[index].cells(separator)
    if len(cells) > _MOST_COLUMNS:
        raise UndeclaredError(
            "The table lies on its side, one lead in each line, and names no leads.",
            "Put the lead's name before the values of each line, or one lead into each column.",
        )
    above = [line for line in lines[:index] if not is_skipped(line.text)]
    if above and len(names := above[-1].cells(separator)) == len(cells) > 2:
        _refuse_names(above[-1], names, separator)
    if _is_numbering(cells) and index + 1 < len(lines):
        index += 1
    return Layout(separator, (), (), tuple(lines[:index]), lines[index])


def _is_numbering(cells: Sequence[str]) -> bool:
    """True for 0, 1, 2... or 1, 2, 3..., which pandas writes where columns have no names."""
    cells = cells[1:] if not cells[0] else cells
    return any(list(cells) == [str(i + start) for i in range(len(cells))] for start in (0, 1))


def _refuse_names(line: Line, names: Sequence[str], separator: str | None) -> None:
    """Raise for the line above the first numbers: a damaged line of values, or unknown names."""
    bad = next(at for at, cell in enumerate(names) if not is_value(cell, separator))
    if sum(is_value(cell, separator) for cell in names) * 2 >= len(names):
        raise DamagedFileError(
            f"Line {line.number}, column {bad + 1}: {shown(names[bad])} is not a number.",
            "Export the ECG again, or correct the value.",
        )
    raise UndeclaredError(
        f"No column is named after a lead; the first is named {shown(names[bad])}.",
        "Name the columns I, II, III, aVR, aVL, aVF, V1 ... V6.",
    )


def _no_table(lines: Sequence[Line]) -> UnknownFormatError | UndeclaredError:
    content = [line.text.strip(" \t;,") for line in lines if not is_skipped(line.text)]
    numbers = sum(is_value(text, None) and text != "" for text in content)
    if numbers * 2 > len(content):
        return UndeclaredError(
            "The file holds one column of numbers: a single lead, and it has no name.",
            "Export all twelve leads, one column each, with the lead names in the first line.",
        )
    return UnknownFormatError(
        "This is a text file, but it holds no table of ECG values.",
        "Export the ECG as CSV, DICOM, SCP-ECG or WFDB from the device.",
    )

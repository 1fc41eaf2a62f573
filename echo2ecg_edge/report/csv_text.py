"""Cells and lines of a CSV file that every spreadsheet opens and none runs: RFC 4180."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

CSV_ENCODING: Final = "utf-8-sig"
"""UTF-8 with a byte order mark: without one, Excel takes the letters for its own code page's."""
STEERS: Final = "=+-@'\"\uff1d\uff0b\uff0d\uff20"
"""What a formula begins with, in both widths; the quote that may stand before one, and the
apostrophe that guards against it."""
SEPARATORS: Final = ",;\t\r\n"
"""Where a spreadsheet may begin a new cell: which of them it takes is a setting of its country."""
_FIRST: Final = re.compile(f"(?:^|(?<=[{SEPARATORS}]))(.)", re.DOTALL)
_GUARD: Final = re.compile(f"(^|[{SEPARATORS}])'")


def csv_lines(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the header and one record per row, each with its line end.

    Write them with ``encoding=CSV_ENCODING, newline=""``.

    Args:
        columns: Names, in their order.
        rows: Column -> cell; a column that a row lacks is left empty.
    """
    line = io.StringIO(newline="")
    writer = csv.DictWriter(line, [*columns], restval="", extrasaction="ignore")
    writer.writeheader()
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow(row)
        yield line.getvalue()


def guarded(text: str) -> str:
    """Return a text with an apostrophe wherever a spreadsheet might begin a formula.

    That is at its beginning, and behind everything that separates cells: where a semicolon does, a
    spreadsheet takes no notice of the quotes around the others. What UTF-8 cannot hold, as in a
    file name of an old system, is written as an escape.
    """
    cell = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _FIRST.sub(lambda first: f"'{first[1]}" if _is_risky(first[1]) else first[1], cell)


def unguarded(cell: str) -> str:
    """Return the text that ``guarded`` was given."""
    return _GUARD.sub(r"\1", cell)


def _is_risky(letter: str) -> bool:
    return letter in STEERS or not letter.isprintable()

"""Cells and lines of a CSV file that every spreadsheet opens and none runs: RFC 4180."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

CSV_ENCODING: Final = "utf-8-sig"
"""UTF-8 with a byte order mark: without one, Excel takes the letters for its own code page's."""
STEERS: Final = ("=", "+", "-", "@", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, in both widths, and the apostrophe that guards against it."""


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
    """Return a text with an apostrophe before it where a spreadsheet might take it for a formula.

    What UTF-8 cannot hold, as in a file name of an old system, is written as an escape.
    """
    cell = text.encode("utf-8", "backslashreplace").decode("utf-8")
    is_risky = cell.startswith(STEERS) or not cell[:1].isprintable()
    return f"'{cell}" if is_risky else cell


def unguarded(cell: str) -> str:
    """Return the text that ``guarded`` was given."""
    return cell.removeprefix("'")

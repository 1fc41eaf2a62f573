"""Large CSV tables, plain or gzipped, line by line: of each, only the columns asked for."""

import csv
import gzip
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from echo2ecg_edge.errors import CallError, DamagedFileError


def read_header(path: Path) -> list[str]:
    """Return the names of a table's columns, in lower case.

    Raises:
        DamagedFileError: The file is cut short or not text.
    """
    with closing(_lines(path)) as lines:
        return next(lines, [])


def read_columns(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row (the first below the header is 1) and its columns, stripped.

    A row that is too short has empty columns at its end; an empty line is passed over.

    Raises:
        CallError: A column is missing.
        DamagedFileError: The file is cut short or not text.
    """
    lines = _lines(path)
    header = next(lines, [])
    if missing := [name for name in columns if name not in header]:
        raise CallError(
            f"{path} has no column {', '.join(missing)}.", "Download the data set again."
        )
    places = [header.index(name) for name in columns]
    for number, line in enumerate(lines, 1):
        if line:
            yield number, [line[at].strip() if at < len(line) else "" for at in places]


def _lines(path: Path) -> Generator[list[str], None, None]:
    """Yield the header, in lower case, and then the rows."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        # Some tables begin with a byte order mark.
        with closing(opened(path, "rt", encoding="utf-8-sig", newline="")) as file:
            table = csv.reader(file)
            yield [name.strip().lower() for name in next(table, [])]
            yield from table
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise DamagedFileError(
            f"{path} is damaged or cannot be read.", "Download it again."
        ) from error

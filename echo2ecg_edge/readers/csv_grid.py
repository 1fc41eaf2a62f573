"""Grid: where the lines of a table are in its text; found again when a sentence names one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.readers.csv_lines import is_skipped, refuse_long

_FILLED: Final = re.compile(r"[^\n]+")
_BLOCK: Final = 2**16
"""Characters; as many as ``parse_decimals`` reads at once."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without its values.

    Attributes:
        text: The whole text.
        start: Where the first line of values begins.
        separator: Between cells; None stands for runs of spaces.
        decimal_comma: True where numbers may be written with a comma.
        width: Columns.
        header: The column names as written; empty where there are none.
    """

    text: str
    start: int
    separator: str | None
    decimal_comma: bool
    width: int
    header: tuple[str, ...]

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield where blocks of whole lines begin and end.

        Raises:
            UnknownFormatError: A line is longer than any of a table.
        """
        start = self.start
        while start < len(self.text):
            end = self.text.find("\n", start + _BLOCK) + 1 or len(self.text)
            refuse_long(end - start - _BLOCK)
            yield start, end
            start = end

    def rows(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield (offset, line) for each line that is neither blank nor a comment."""
        for match in _FILLED.finditer(self.text, start, end):
            if not is_skipped(match[0]):
                yield match.start(), match[0]

    def line(self, offset: int) -> int:
        """Return the number of the line, from 1, that begins at an offset."""
        return 1 + self.text.count("\n", 0, offset)

    def place(self, row: int) -> str:
        """Return where a row of values is, in words."""
        rows = self.rows(self.start, len(self.text))
        offset = next(offset for at, (offset, _) in enumerate(rows) if at == row)
        return f"Line {self.line(offset)}"

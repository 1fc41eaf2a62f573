"""The first lines of a text, in which the table is looked for."""

import re
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.readers.csv_lines import head_lines, split_cells, without_trailing_blanks

MOST_PREAMBLE: Final = 60
"""The table begins within this many lines; the preambles of devices have about twenty."""

_LOOKED_AT: Final = 20_000
"""Characters of a line that tell what it is: 99 columns have fewer."""

_BEFORE_NAMES: Final = re.compile(
    r"^\s*[#%]+ *(?:(?:leads|columns|channels) *[:=] *)?|^(?:leads|columns|channels) *[:=] *", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: its number from 1, where it begins, and itself."""

    number: int
    offset: int
    text: str

    def cells(self, separator: str | None) -> list[str]:
        """Return its cells, up to the last that is not empty; of a very long line, the first."""
        cells = split_cells(self.text[:_LOOKED_AT], separator)
        return without_trailing_blanks(cells[:-1] if len(self.text) > _LOOKED_AT else cells)

    def names(self, separator: str | None) -> list[str]:
        """Return its cells without ``#`` (as numpy.savetxt writes names) or ``leads:`` in front."""
        bare = _BEFORE_NAMES.sub("", self.text[:_LOOKED_AT], count=1)
        return without_trailing_blanks(split_cells(bare, separator))


def find_lines(text: str) -> list[Line]:
    """Return the first lines of a text, enough to find the table in.

    Raises:
        UnknownFormatError: One of them is longer than any of a table.
    """
    head = head_lines(text, MOST_PREAMBLE + 20)
    return [Line(number, offset, line) for number, (offset, line) in enumerate(head, 1)]

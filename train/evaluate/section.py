"""A section of the evaluation report: a table, what it means, and what had to be left out."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from train.evaluate.intervals import Interval

Cell = str | int | float | Interval | None
Row = Mapping[str, Cell]
Draw = Callable[[Path], None]
"""Draws a plot into a PNG file."""


class LackingError(Exception):
    """The data lack what a section needs; the message is a sentence that says what."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Attributes:
        key: Name in the JSON file, and of the plot.
        title: Heading, without the word for where the data come from.
        note: How to read the table.
        rows: The table; a column that a row lacks is empty there.
        left_out: Sentences about what is missing and why.
        draw: Draws the plot; None without one.
    """

    key: str
    title: str
    note: str
    rows: Sequence[Row]
    left_out: Sequence[str] = ()
    draw: Draw | None = None

    def markdown(self, knowledge: str) -> str:
        """Return the section as Markdown, with ``knowledge`` in its heading."""
        parts = [f"## {self.title} ({knowledge})", self.note, table(self.rows)]
        if self.draw is not None:
            parts.append(f"![{self.title} ({knowledge})]({self.key}.png)")
        parts += [f"- {sentence}" for sentence in self.left_out]
        return "\n\n".join(part for part in parts if part) + "\n"

    def as_json(self) -> dict[str, object]:
        """Return the section as JSON values; what is not a number becomes null."""
        rows = [{name: _plain(cell) for name, cell in row.items()} for row in self.rows]
        return {
            "title": self.title,
            "note": self.note,
            "rows": rows,
            "left_out": list(self.left_out),
        }


def table(rows: Sequence[Row]) -> str:
    """Return rows as a Markdown table; empty without rows."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    if not header:
        return ""
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    lines += [f"| {' | '.join(shown(row.get(name)) for name in header)} |" for row in rows]
    return "\n".join(lines)


def shown(cell: Cell) -> str:
    """Return a cell for people: three decimals, 95 % intervals in brackets."""
    match cell:
        case None:
            return ""
        case Interval() if math.isnan(cell.value):
            return "-"
        case Interval():
            return f"{cell.value:.3f} [{cell.low:.3f}, {cell.high:.3f}]"
        case float():
            return "-" if math.isnan(cell) else f"{cell:.3f}"
        case _:
            return str(cell)


def _plain(cell: Cell) -> object:
    if isinstance(cell, Interval):
        return {name: _plain(value) for name, value in asdict(cell).items()}
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell

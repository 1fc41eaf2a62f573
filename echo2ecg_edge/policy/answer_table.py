"""A table of returned results: its cells, whatever separates them, and what each may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError, PolicyError
from echo2ecg_edge.readers.csv_lines import split_cells
from echo2ecg_edge.readers.text import decode

LARGEST_BYTES: Final = 50_000_000
YES: Final = frozenset(
    ("1", "1.0", "yes", "y", "true", "t", "positive", "pos", "+", "oui", "sí", "si", "sim")
) | {"ndiyo", "हाँ", "हां"}
NO: Final = frozenset(
    ("0", "0.0", "no", "n", "false", "f", "negative", "neg", "-", "non", "não", "nao")
) | {"hapana", "नहीं"}
UNKNOWN: Final = frozenset(
    ("", "?", "na", "n/a", "nan", "none", "null", "unknown", "not examined", "not done")
)


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """What a table holds.

    Attributes:
        heading: Cells of the first line that is not empty.
        rows: (number of the line, cells) of the others.
    """

    heading: Sequence[str]
    rows: Sequence[tuple[int, list[str]]]


def read_table(path: Path) -> AnswerTable:
    """Read a table separated by commas, semicolons or tabs.

    Raises:
        CallError: There is no such file.
        PolicyError: It is no table.
    """
    lines = [(at, line) for at, line in enumerate(_text(path).split("\n"), 1) if line.strip()]
    if not lines:
        raise unusable(path, "is empty")
    separator = max(",;\t", key=lines[0][1].count)
    (_, heading), *rows = ((at, split_cells(line, separator)) for at, line in lines)
    return AnswerTable(heading, rows)


def answer(cell: str) -> bool | None:
    """Return what a cell answers: yes, no, or None where it was not examined.

    Raises:
        ValueError: It is none of these.
    """
    word = cell.strip().lower()
    if word in UNKNOWN:
        return None
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(cell)


def unusable(path: Path, what: str) -> PolicyError:
    """Return the error that says how such a table looks."""
    return PolicyError(
        f"The file {str(path)!r} {what}.",
        "Give a CSV whose first line names its columns: id, then one for each label, for example "
        "id,shd",
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise CallError(
            f"The file {str(path)!r} cannot be read: {error.strerror}.", "Check the path."
        ) from error
    text = decode(content) if len(content) <= LARGEST_BYTES else None
    if text is None:
        raise unusable(path, "is not a table of text")
    return text

"""Columns of a table of returned echo results: which holds the id, and which answers what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.readers.text import shown

IDS: Final = ("id", "file", "filename", "file name", "path", "source", "ecg", "ecg_id")
LABEL: Final = ("label", "finding", "disease")
OUTCOME: Final = ("outcome", "result", "answer", "value")
ALIKE: Final = 0.8
"""As ``difflib`` measures it: above, a name that is no label is taken for a misspelt one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A cell that answers for a label."""

    place: int
    key: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns hold.

    Attributes:
        count: How many there are.
        id: Place of the id.
        wide: One for each label; empty where a line is of one label.
        label: Place of the label's key, where a line is of one label.
        outcome: Place of its answer.
        keys: The labels that are known.
        unused: Names of the others.
    """

    count: int
    id: int
    wide: tuple[Column, ...]
    label: int | None
    outcome: int | None
    keys: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """True where a line is of one label."""
        return self.label is not None

    def answers(self, cells: list[str]) -> Iterator[Column]:
        """Yield the answers of a line.

        Raises:
            ValueError: It names a label that is not known.
        """
        if self.label is None or self.outcome is None:
            yield from self.wide
            return
        key = cells[self.label].strip().lower()
        if key not in self.keys:
            raise ValueError(f"{shown(key)} is no label of this model")
        yield Column(self.outcome, key)


def columns_of(heading: Sequence[str], keys: Sequence[str]) -> Columns:
    """Understand the names of the columns.

    Args:
        heading: The first line's cells.
        keys: The labels that are known.

    Raises:
        PolicyError: There is no id or no label among them, one is there twice, or one is misspelt.
    """
    names = [cell.strip().lower() for cell in heading]
    identity = _first(names, IDS)
    if identity is None:
        raise PolicyError(
            f"No column of {', '.join(map(shown, heading))} holds ids.",
            "Name that column id: it holds the file's name, or the id of results.csv.",
        )
    label, outcome = _first(names, LABEL), _first(names, OUTCOME)
    if label is None or outcome is None:
        label = outcome = None
    wide = tuple(Column(at, name) for at, name in enumerate(names) if name in keys)
    used = {identity, label, outcome, *(column.place for column in wide)}
    _refuse_double([names[place] for place in used if place is not None])
    if label is None and not wide:
        raise PolicyError(
            "No column is named like a label of the model.", f"Its labels are: {', '.join(keys)}."
        )
    others = [(heading[at], name) for at, name in enumerate(names) if at not in used]
    for written, name in others:
        _refuse_misspelt(written, name, keys)
    unused = tuple(written for written, _ in others if written)
    return Columns(
        len(names), identity, () if label is not None else wide, label, outcome, (*keys,), unused
    )


def _first(names: list[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _refuse_double(names: list[str]) -> None:
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise PolicyError(f"Two columns are named {shown(double)}.", "Keep one of them.")


def _refuse_misspelt(written: str, name: str, keys: Sequence[str]) -> None:
    near = get_close_matches(name, keys, 1, ALIKE)
    if near:
        raise PolicyError(
            f"The column {shown(written)} is no label of the model.", f"Did you mean {near[0]}?"
        )

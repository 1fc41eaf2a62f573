"""Returned echo results: a table of ids and outcomes -> id, label, yes or no."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.policy.answer_table import answer, read_table, unusable
from echo2ecg_edge.policy.columns import Column, Columns, columns_of
from echo2ecg_edge.policy.problems import contradictions, refuse
from echo2ecg_edge.readers.text import shown


@dataclass(frozen=True, slots=True)
class Returned:
    """Echo results that came back.

    Attributes:
        outcomes: Id as written -> label key -> whether the echo showed it; a label that was not
            examined is left out, and an id may be left with none.
        line: Id -> number of the line on which it first stands.
        unused: Columns that are neither the id nor a label, as they are named.
    """

    outcomes: Mapping[str, Mapping[str, bool]]
    line: Mapping[str, int]
    unused: tuple[str, ...]


def read_returned(path: Path, keys: Sequence[str]) -> Returned:
    """Read a CSV with an id and one column for each label, or with the columns id, label, outcome.

    Args:
        path: Text, separated by commas, semicolons or tabs.
        keys: The labels that are known.

    Raises:
        CallError: There is no such file.
        PolicyError: It cannot be used; the sentence names the lines.
    """
    table = read_table(path)
    columns = columns_of(table.heading, keys)
    outcomes: dict[str, dict[str, bool]] = {}
    first: dict[str, int] = {}
    problems = []
    for at, cells in table.rows:
        try:
            _take(columns, cells, at, outcomes, first)
        except ValueError as error:
            problems.append(f"Line {at}: {error}.")
    refuse(problems)
    refuse([*contradictions(outcomes, first)])
    if not outcomes:
        raise unusable(path, "holds no result below its heading")
    return Returned(outcomes, first, columns.unused)


def _take(
    columns: Columns,
    cells: list[str],
    at: int,
    outcomes: dict[str, dict[str, bool]],
    first: dict[str, int],
) -> None:
    """Add what one line says.

    Raises:
        ValueError: It cannot be used; the text says why.
    """
    if len(cells) > columns.count and any(cells[columns.count :]):
        raise ValueError("it has more cells than the heading")
    cells += [""] * (columns.count - len(cells))
    name = cells[columns.id].strip()
    if not name:
        raise ValueError("the id is missing")
    if name in first and not columns.is_long:
        raise ValueError(f"the id {shown(name)} already stands on line {first[name]}")
    known = outcomes.setdefault(name, {})
    first.setdefault(name, at)
    for key, said in _said(columns, cells):
        if key in known:
            raise ValueError(f"{key} of the id {shown(name)} was already answered")
        known[key] = said


def _said(columns: Columns, cells: list[str]) -> Iterator[tuple[str, bool]]:
    for column in columns.answers(cells):
        try:
            said = answer(cells[column.place])
        except ValueError:
            raise ValueError(_not_an_answer(column, cells[column.place])) from None
        if said is not None:
            yield column.key, said


def _not_an_answer(column: Column, cell: str) -> str:
    return (
        f"{shown(cell)} for {column.key} is neither yes nor no; write 1, 0, or nothing where it "
        "was not examined"
    )

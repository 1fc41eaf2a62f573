"""The cells of a generic pairs table: what all rows of one ECG say together."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from echo2ecg_edge.errors import InputError
from train.cohort.machine import MACHINE
from train.datasets.text_table import TextTable

NOT_STATED: Final = frozenset({"", "nan", "na", "null", "none"})
YES_NO: Final = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}


@dataclass(frozen=True, slots=True)
class GenericTable:
    """The table, and which of its columns are labels and measures."""

    text: TextTable
    labels: tuple[str, ...]
    measures: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Whether the table has a column."""
        return name in self.text.columns

    def ecgs(self) -> Iterator[list[int]]:
        """Pass on the rows of each ECG; they need not follow each other."""
        if not len(self.text):
            return
        code = self.text.columns["ecg_study_id"].code
        order = np.argsort(code, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(code[order])) + 1)
        for rows in sorted(groups, key=lambda group: int(group[0])):
            yield rows.tolist()

    def same(self, name: str, rows: Sequence[int]) -> str:
        """Return what all rows of one ECG say; empty where nothing is stated.

        Raises:
            InputError: They contradict each other.
        """
        if not self.has(name):
            return ""
        column = self.text.columns[name]
        said = {column.text(row) for row in rows}
        stated = sorted(text for text in said if text.lower() not in NOT_STATED)
        if len(stated) > 1:
            raise InputError(
                f"The rows of this ECG contradict each other: {name} is {' and '.join(stated)}.",
                "Leave one.",
            )
        return stated[0] if stated else ""

    def number(self, name: str, rows: Sequence[int]) -> float:
        """Return the number that all rows of one ECG say, NaN where none does.

        Raises:
            InputError: They contradict each other, or it is no number.
        """
        text = self.same(name, rows)
        value = as_number(text) if text else math.nan
        if value is None:
            raise InputError(f"The {name} {text!r} is not a number.", "Correct it.")
        return value

    def yes_no(self, name: str, rows: Sequence[int]) -> bool | None:
        """Return what all rows of one ECG say of a 0/1 column, None where nothing is stated.

        Raises:
            InputError: They contradict each other, or it is neither 0 nor 1.
        """
        text = self.same(name, rows).lower()
        if text and text not in YES_NO:
            raise InputError(f"The {name} {text!r} is neither 0 nor 1.", "Correct it.")
        return YES_NO.get(text)


def machine_values(table: GenericTable, rows: Sequence[int]) -> tuple[float, ...]:
    """Return the machine's measurements, where the table has any of them."""
    if not any(table.has(name) for name in MACHINE):
        return ()
    return tuple(table.number(name, rows) for name in MACHINE)


def as_number(text: str) -> float | None:
    """Read a finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None

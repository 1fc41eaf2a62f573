"""The table of labelled ECGs: which of its columns are labels."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from train.datasets.generic_cells import NOT_STATED, YES_NO
from train.datasets.text_table import Column, TextTable, read_text_table
from train.probe.labelled import LabelTable

log = logging.getLogger(__name__)

FILES: Final = ("ecg", "ecg_filepath")
PATIENTS: Final = ("patient", "subject_id")
NO_PATIENTS: Final = "The table has no column patient: every ECG counts as a patient of its own."
OWN: Final = frozenset((*FILES, *PATIENTS, "age", "sex", "rate_hz", "units"))
"""Columns with a meaning of their own; no label can be called so."""
KEY: Final = re.compile("[a-z0-9_]+")


def open_labels(path: Path, wanted: Sequence[str] = ()) -> LabelTable:
    """Read the table.

    Args:
        path: The CSV.
        wanted: Labels to learn; all columns of 0, 1 and nothing else where none is named.

    Raises:
        CallError: It is no table, has no column of files, no label, or one of a wrong name.
    """
    text = _lowered(read_text_table(path, ()))
    file, patient = (_one_of(text, names) for names in (FILES, PATIENTS))
    if file is None:
        raise CallError(f"{path} has no column {FILES[0]}.", "Add one with the paths of the ECGs.")
    keys = tuple(dict.fromkeys(_wanted(text, key) for key in wanted)) or _found(text)
    for key in keys:
        _check(key, text.columns[key])
    return LabelTable(text, keys, file, patient)


def _lowered(text: TextTable) -> TextTable:
    """Return the table with its columns in small letters, where that gives a name of their own."""
    count = Counter(name.lower() for name in text.columns)
    columns = {
        low if count[low := name.lower()] == 1 and KEY.fullmatch(low) else name: column
        for name, column in text.columns.items()
    }
    return replace(text, columns=columns)


def _wanted(text: TextTable, key: str) -> str:
    """Return the column that is meant."""
    for name in (key, key.lower()):
        if name in text.columns:
            return name
    raise CallError(f"{text.path} has no column {key}.", "Add it to the first line.")


def _one_of(text: TextTable, names: Sequence[str]) -> str | None:
    return next((name for name in names if name in text.columns), None)


def _found(text: TextTable) -> tuple[str, ...]:
    """Return the columns of 0 and 1, and say which others are left out."""
    others = [name for name in text.columns if name not in OWN]
    found = [name for name in others if _wrong(text.columns[name]) is None]
    if ignored := [name for name in others if name not in found]:
        log.info("no labels, because not all is 0, 1 or empty there: %s", ", ".join(ignored))
    if not found:
        raise CallError(
            f"{text.path} has no column of labels: 0, 1, or empty where it is not known.",
            "Add one, named like the label.",
        )
    return tuple(found)


def _wrong(column: Column) -> str | None:
    """Return the first cell that is neither 0 nor 1 nor empty; an empty column has one too."""
    stated = [text for text in column.texts if text.lower() not in NOT_STATED]
    return next((text for text in stated if text.lower() not in YES_NO), None if stated else "")


def _check(key: str, column: Column) -> None:
    if key in OWN or not KEY.fullmatch(key):
        raise CallError(
            f"A label cannot be called {key!r}.",
            "Rename the column, with small letters, digits and _ only; or name with --label those "
            "that shall be learned.",
        )
    if (wrong := _wrong(column)) is not None:
        raise CallError(
            f"The column {key} holds {wrong!r}, which is neither 0 nor 1." if wrong
            else f"The column {key} is empty.",
            "Write 1 with the label, 0 without it, and nothing where it is not known.",
        )  # fmt: skip

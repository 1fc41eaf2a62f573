"""The generic pairs table: which columns there are, and what they mean."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from echo2ecg_edge.labels import STRUCTURAL_LABELS
from train.datasets.embeddings import Embeddings
from train.datasets.generic_cells import NOT_STATED, GenericTable, as_number
from train.datasets.text_table import TextTable, read_text_table
from train.pairs.layout import NUMBERS, TEXTS
from train.pairs.split import two_splits

REQUIRED: Final = ("ecg_study_id", "ecg_filepath")
FOR_STUDIES: Final = ("echo_study_id",)
FOR_CLIPS: Final = ("echo_study_id", "echo_embed_idx")
PATIENT: Final = "subject_id"
OWN: Final = frozenset(
    (*REQUIRED, *FOR_CLIPS, "echo_filepath", PATIENT, "age", "sex", "view", *TEXTS, *NUMBERS)
)
"""Columns with a meaning of their own; any other column of numbers is an echo measure."""

SPLIT_NAMES: Final = {"training": "train", "val": "validation", "valid": "validation"}


def open_table(
    path: Path, measures: Sequence[str] = (), required: Sequence[str] = ()
) -> GenericTable:
    """Read a generic pairs table.

    Args:
        path: The CSV.
        measures: Columns to take as echo measures; empty for all other columns of numbers.
        required: Columns that the embeddings need; see ``needed``.

    Raises:
        CallError: It is no table, a column is missing, or a patient is in two splits.
    """
    text = read_text_table(path, (*REQUIRED, *required, *measures))
    _refuse_two_splits(text)
    labels = tuple(key for key in STRUCTURAL_LABELS if key in text.columns)
    others = [name for name in text.columns if name not in OWN and name not in labels]
    found = [name for name in others if not name.endswith("_id") and _is_number(text, name)]
    return GenericTable(text, labels, tuple(measures) or tuple(found))


def needed(embeddings: Embeddings | None) -> tuple[str, ...]:
    """Return the columns that embeddings need."""
    if embeddings is None:
        return ()
    return FOR_CLIPS if embeddings.by_clip else FOR_STUDIES


def split_name(text: str) -> str:
    """Return the usual name of a split."""
    return SPLIT_NAMES.get(text.lower(), text.lower())


def _is_number(text: TextTable, name: str) -> bool:
    """Whether a column holds numbers: one that is wrong somewhere still counts."""
    stated = (one for one in text.columns[name].texts if one.lower() not in NOT_STATED)
    return any(as_number(one) is not None for one in stated)


def _refuse_two_splits(text: TextTable) -> None:
    """Find a patient in two splits before hours are spent on the ECGs."""
    if "split" not in text.columns or not len(text):
        return
    patient = text.columns.get(PATIENT, text.columns["ecg_study_id"])
    split = text.columns["split"]
    pairs = np.stack([patient.code, split.code], axis=1)
    stated: dict[int, tuple[str, str]] = {}
    found, first = np.unique(pairs, axis=0, return_index=True)
    for (who, which), row in zip(found.tolist(), first.tolist(), strict=True):
        name = split_name(split.texts[which])
        if name in NOT_STATED or not patient.texts[who]:
            continue
        here = (name, text.where(row))
        before = stated.setdefault(who, here)
        if before[0] != name:
            raise two_splits(patient.texts[who], before, here)

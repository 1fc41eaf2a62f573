"""The echo clips of one ECG: which rows name them, and their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import InputError
from train.datasets.embeddings import Embeddings
from train.datasets.generic_cells import GenericTable, as_number
from train.pairs.row import NO_VIEWS, BadRow


@dataclass(frozen=True, slots=True)
class Clips:
    """What was found of one ECG's clips.

    Attributes:
        vectors: float32, shape (clips, dimensions).
        views: Kind of each, or empty.
        bad: Rows whose clip is left out.
    """

    vectors: NDArray[np.float32]
    views: tuple[str, ...]
    bad: tuple[BadRow, ...] = ()


def read_clips(table: GenericTable, rows: Sequence[int], embeddings: Embeddings) -> Clips:
    """Read the vectors of one ECG's clips.

    Args:
        table: The table.
        rows: The rows of one ECG.
        embeddings: Where the vectors are.

    Raises:
        InputError: The ECG has several studies or none, or the study has no vectors.
    """
    study = table.same("echo_study_id", rows)
    if not study:
        raise InputError("The row names no echo study.", "Fill in echo_study_id.")
    if not embeddings.by_clip:
        return Clips(_finite(embeddings.vectors(study, ())), ())
    seen: dict[int, int] = {}
    vectors, views, bad = [], [], []
    for row in rows:
        try:
            clip = _clip_number(table, row, seen)
            vectors.append(_finite(embeddings.vectors(study, [clip])))
            views.append(table.same("view", [row]))
        except InputError as error:
            bad.append(BadRow(table.text.where(row), error.problem))
    found = np.concatenate(vectors) if vectors else NO_VIEWS
    return Clips(found, tuple(views) if table.has("view") else (), tuple(bad))


def _clip_number(table: GenericTable, row: int, seen: dict[int, int]) -> int:
    """Return which vector a row names, and remember it."""
    text = table.text.columns["echo_embed_idx"].text(row)
    value = as_number(text)
    if value is None or value % 1:
        raise InputError(f"The echo_embed_idx {text!r} is not a whole number.", "Correct it.")
    first = seen.setdefault(int(value), row)
    if first != row:
        raise InputError(
            f"The clip {int(value)} is already in row {table.text.number[first]}.", "Leave one."
        )
    return int(value)


def _finite(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    if not np.isfinite(vectors).all():
        raise InputError(
            "The embedding holds values that are missing or infinite.", "Make it anew."
        )
    return vectors

"""The built-in view encoder for a cohort on disk, trained on its training patients alone."""

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.cohort.cohort import Cohort, join
from train.datasets.cohort import patient_names
from train.settings import ViewEncoderSettings
from train.store.load import load_shard
from train.store.reader import StoredCohort

if TYPE_CHECKING:
    from train.echo import ViewEncoder

MOST: Final = 4096
"""Patients are enough for a small encoder, and their clips fit into memory."""
CLIP_FIELDS: Final = ("clips", "clip_view", "clip_patient")


def fit_on_training_patients(
    stored: StoredCohort,
    splits: Callable[[str], str],
    settings: ViewEncoderSettings,
    seed: int,
) -> "ViewEncoder":
    """Train the built-in view encoder.

    Args:
        stored: A cohort with clips.
        splits: Patient -> split.
        settings: Size and schooling.
        seed: Of weights and order.

    Raises:
        CallError: No patient is for training.
    """
    from train.echo import fit_view_encoder

    return fit_view_encoder(
        training_patients(stored, splits),
        width=settings.width,
        dimensions=settings.dimensions,
        epochs=settings.epochs,
        seed=seed,
    )


def training_patients(
    stored: StoredCohort, splits: Callable[[str], str], most: int = MOST
) -> Cohort:
    """Load training patients, from the first shards on, until there are enough.

    Raises:
        CallError: No patient is for training.
    """
    parts: list[Cohort] = []
    for shard in stored.shards:
        left = most - sum(map(len, parts))
        if left <= 0:
            break
        names = patient_names(stored, shard)
        rows = np.flatnonzero([splits(name) == "train" for name in names])[:left]
        if len(rows):
            parts.append(_take(load_shard(stored, shard), rows))
    if not parts:
        raise CallError("The cohort has no training patients.", "Simulate more patients.")
    return join(parts)


def _take(cohort: Cohort, rows: NDArray[np.int64]) -> Cohort:
    """Return some patients with their clips; ``rows`` ascends."""
    own = np.isin(cohort.clip_patient, rows)
    taken: dict[str, Any] = {
        field.name: getattr(cohort, field.name)[rows]
        for field in fields(Cohort)
        if field.name not in CLIP_FIELDS
    }
    return Cohort(
        **taken,
        clips=cohort.clips[own],
        clip_view=cohort.clip_view[own],
        clip_patient=np.searchsorted(rows, cohort.clip_patient[own]),
    )

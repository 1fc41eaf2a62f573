"""Shards on disk -> one ``Cohort`` in memory."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from train.store.columns import to_arrays

if TYPE_CHECKING:
    from train.cohort.cohort import Cohort
    from train.store.reader import StoredCohort


def load_shards(stored: "StoredCohort", shards: Sequence[int]) -> "Cohort":
    """Read shards into memory, as the simulation returned them.

    Args:
        stored: The cohort.
        shards: Which; patients keep their order, and clips count from the first of them.
    """
    from train.cohort.cohort import join

    return join([load_shard(stored, shard) for shard in shards])


def load_shard(stored: "StoredCohort", shard: int) -> "Cohort":
    """Read one shard into memory."""
    from train.cohort.cohort import Cohort

    table = stored.table(shard)
    arrays = to_arrays(table)
    first = table.column("patient")[0].as_py()
    return Cohort(ecg=np.array(stored.ecg(shard)), **arrays, **_clips(stored, shard, first))


def _clips(stored: "StoredCohort", shard: int, first: int) -> dict[str, NDArray[Any]]:
    from train.cohort.cohort import no_studies
    from train.cohort.echo import VIEWS

    names = ("clips", "clip_view", "clip_patient")
    if not stored.has_clips:
        return dict(zip(names, no_studies(), strict=True))
    table = stored.clip_table(shard)
    view = np.array([VIEWS.index(name) for name in table.column("view").to_pylist()], np.int64)
    patient = table.column("patient").to_numpy() - first
    return dict(zip(names, (np.array(stored.clips(shard)), view, patient), strict=True))

"""Cohorts on disk: written shard by shard by several processes, read back without filling memory.

::

    DIR/cohort.json                    plan, version, units, columns; written first
    DIR/shards/00000/ecg.npy           float16, (patients, 12, samples), model input
    DIR/shards/00000/phenotypes.parquet
    DIR/shards/00000/clips.npy         uint8, (clips, frames, pixels, pixels); only where asked for
    DIR/shards/00000/clips.parquet     patient and view of each clip
"""

from train.store.build import build_cohort
from train.store.reader import StoredCohort, open_cohort

__all__ = ["StoredCohort", "build_cohort", "open_cohort"]

"""Write one shard: chunk by chunk into a folder of its own, which is renamed when it is whole."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from train.store.columns import to_table
from train.store.layout import (
    CHUNK_PATIENTS,
    CLIP_TABLE,
    CLIPS,
    ECG,
    PHENOTYPES,
    chunks_of,
    shard_folder,
)
from train.store.npy import NpyWriter
from train.store.plan import Draw, Plan

if TYPE_CHECKING:
    import pyarrow as pa


def write_shard(folder: Path, plan: Plan, shard: int, draw: Draw) -> int:
    """Draw and write a shard; memory holds one chunk at a time.

    Args:
        folder: The cohort's folder.
        plan: The cohort's plan.
        shard: Which shard.
        draw: Draws the patients of one chunk.

    Returns:
        The shard's number.
    """
    target = shard_folder(folder, shard)
    part = target.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    _fill(part, plan, shard, draw)
    part.rename(target)
    return shard


def _fill(part: Path, plan: Plan, shard: int, draw: Draw) -> None:
    phenotypes, clip_tables = [], []
    with ExitStack() as files:
        ecg = files.enter_context(NpyWriter(part / ECG, (12, plan.spec.samples), np.float16))
        clips: NpyWriter | None = None
        for chunk in chunks_of(shard, plan.patients):
            patients = draw(plan, chunk)
            first = chunk * CHUNK_PATIENTS
            assert len(patients) == min(CHUNK_PATIENTS, plan.patients - first)
            ecg.append(patients.ecg)
            phenotypes.append(to_table(patients, first))
            if plan.echo:
                item = patients.clips.shape[1:]
                clips = clips or files.enter_context(NpyWriter(part / CLIPS, item, np.uint8))
                clips.append(patients.clips)
                clip_tables.append(_clip_table(patients, first))
    _write_table(phenotypes, part / PHENOTYPES)
    if plan.echo:
        _write_table(clip_tables, part / CLIP_TABLE)


def _clip_table(patients: Any, first: int) -> "pa.Table":
    import pyarrow as pa

    from train.cohort.echo import VIEWS

    views = [VIEWS[at] for at in patients.clip_view]
    return pa.table({"patient": patients.clip_patient + first, "view": views})


def _write_table(parts: list["pa.Table"], path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.concat_tables(parts).unify_dictionaries(), path, compression="zstd")

"""Names, sizes and the numbering of shards."""

from pathlib import Path
from typing import Final

CHUNK_PATIENTS: Final = 128
"""Patients of one chunk: what ``draw`` gives at a time."""
SHARD_CHUNKS: Final = 16
SHARD_PATIENTS: Final = CHUNK_PATIENTS * SHARD_CHUNKS

ABOUT: Final = "cohort.json"
ECG: Final = "ecg.npy"
PHENOTYPES: Final = "phenotypes.parquet"
CLIPS: Final = "clips.npy"
CLIP_TABLE: Final = "clips.parquet"


def shard_count(patients: int) -> int:
    """Return how many shards hold so many patients."""
    return -(-patients // SHARD_PATIENTS)


def chunks_of(shard: int, patients: int) -> range:
    """Return the chunks of a shard; the last shard may have fewer."""
    chunks = -(-patients // CHUNK_PATIENTS)
    return range(shard * SHARD_CHUNKS, min((shard + 1) * SHARD_CHUNKS, chunks))


def shard_folder(folder: Path, shard: int) -> Path:
    """Return where a finished shard is."""
    return folder / "shards" / f"{shard:05d}"


def finished(folder: Path, patients: int) -> list[int]:
    """Return the shards that are there; a shard appears whole or not at all."""
    return [s for s in range(shard_count(patients)) if shard_folder(folder, s).is_dir()]

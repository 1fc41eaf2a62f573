"""Open a cohort on disk; ECGs and clips stay there until they are looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.store.about import read_about
from train.store.layout import (
    CLIP_TABLE,
    CLIPS,
    ECG,
    PHENOTYPES,
    SHARD_PATIENTS,
    finished,
    shard_count,
    shard_folder,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from train.cohort.cohort import Cohort


@dataclass(frozen=True, slots=True)
class StoredCohort:
    """A whole cohort on disk.

    Attributes:
        folder: Where it is.
        about: What cohort.json says.
    """

    folder: Path
    about: dict[str, Any]

    def __len__(self) -> int:
        return int(self.about["plan"]["patients"])

    @property
    def shards(self) -> range:
        """The shards' numbers."""
        return range(shard_count(len(self)))

    @property
    def has_clips(self) -> bool:
        """Whether echo clips were kept."""
        return bool(self.about["plan"]["clips"] == "raw")

    def __iter__(self) -> Iterator[tuple["pa.Table", NDArray[np.float16]]]:
        """Pass on each shard's phenotypes and ECGs."""
        return ((self.table(shard), self.ecg(shard)) for shard in self.shards)

    def ecg(self, shard: int) -> NDArray[np.float16]:
        """Map a shard's ECGs: float16, shape (patients, 12, samples), read when touched."""
        return self._map(shard, ECG)

    def clips(self, shard: int) -> NDArray[np.uint8]:
        """Map a shard's clips: uint8, shape (clips, frames, pixels, pixels), read when touched."""
        if not self.has_clips:
            raise CallError(
                f"{self.folder} was written without clips.", "Make it with --clips raw."
            )
        return self._map(shard, CLIPS)

    def table(self, shard: int, columns: Sequence[str] | None = None) -> "pa.Table":
        """Read a shard's phenotypes."""
        return self._read(shard, PHENOTYPES, columns)

    def clip_table(self, shard: int) -> "pa.Table":
        """Read the patient (number in the cohort) and the view of each clip of a shard."""
        return self._read(shard, CLIP_TABLE, None)

    def phenotypes(self, columns: Sequence[str] | None = None) -> "pa.Table":
        """Read the phenotypes of all patients, or some columns of them."""
        import pyarrow as pa

        return pa.concat_tables([self.table(shard, columns) for shard in self.shards])

    def load(self, shards: Sequence[int] | None = None) -> "Cohort":
        """Read everything, or some shards, into memory as one ``Cohort``."""
        from train.store.load import load_shards

        return load_shards(self, self.shards if shards is None else shards)

    def row(self, patient: int) -> tuple[int, int]:
        """Return a patient's shard and row in it.

        Raises:
            CallError: There is no such patient.
        """
        if not 0 <= patient < len(self):
            raise CallError(
                f"{self.folder} has no patient {patient}.",
                f"Its patients are numbered 0 to {len(self) - 1}.",
            )
        return divmod(patient, SHARD_PATIENTS)

    def _map(self, shard: int, name: str) -> NDArray[Any]:
        mapped: NDArray[Any] = np.load(shard_folder(self.folder, shard) / name, mmap_mode="r")
        return mapped

    def _read(self, shard: int, name: str, columns: Sequence[str] | None) -> "pa.Table":
        from pyarrow import parquet

        chosen = None if columns is None else list(columns)
        return parquet.read_table(shard_folder(self.folder, shard) / name, columns=chosen)


def open_cohort(folder: str | Path) -> StoredCohort:
    """Open a cohort that ``python -m train cohort`` wrote.

    Raises:
        CallError: There is none, or it is not finished.
    """
    stored = StoredCohort(Path(folder), read_about(Path(folder)))
    there = finished(stored.folder, len(stored))
    if len(there) < len(stored.shards):
        raise CallError(
            f"The cohort in {folder} has {len(there)} of {len(stored.shards)} shards.",
            "Run the command that began it again; it continues where it stopped.",
        )
    return stored

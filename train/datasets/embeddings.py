"""Precomputed echo embeddings: one array for all clips, or one data set per study."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError, DamagedFileError, InputError
from train.datasets.embedding_files import map_numpy, map_torch, open_hdf5

if TYPE_CHECKING:
    import h5py

NUMPY_MAGIC: Final = b"\x93NUMPY"
HDF5_MAGIC: Final = b"\x89HDF\r\n\x1a\n"
STUDY: Final = "{}_leads"
"""Name of a study's data set in an HDF5 file."""


class Embeddings(Protocol):
    """Where the vectors of a study come from."""

    @property
    def by_clip(self) -> bool:
        """Whether vectors are asked for by clip; otherwise a study has all of its own."""

    def vectors(self, study: str, clips: Sequence[int]) -> NDArray[np.float32]:
        """Return float32, shape (clips, dimensions).

        Args:
            study: Name of the echo study.
            clips: Rows of the array, where vectors are asked for by clip.

        Raises:
            InputError: There is no such study or clip.
        """


@dataclass(frozen=True, slots=True)
class ClipEmbeddings:
    """One array, one row a clip: a mapped ``.npy``, or the tensor of a ``.pt``."""

    rows: Any
    by_clip: bool = True

    def vectors(self, study: str, clips: Sequence[int]) -> NDArray[np.float32]:  # noqa: ARG002
        """Return the rows of some clips."""
        beyond = [clip for clip in clips if not 0 <= clip < len(self.rows)]
        if beyond:
            raise InputError(
                f"There is no embedding {beyond[0]}; they are numbered 0 to {len(self.rows) - 1}.",
                "Check echo_embed_idx.",
            )
        return _float32(self.rows[list(clips)])


@dataclass(frozen=True, slots=True)
class StudyEmbeddings:
    """An HDF5 file with a data set ``<echo_study_id>_leads`` of (frames, dimensions) per study."""

    file: "h5py.File"
    by_clip: bool = False

    def vectors(self, study: str, clips: Sequence[int]) -> NDArray[np.float32]:  # noqa: ARG002
        """Return all frames of a study."""
        name = STUDY.format(study)
        if name not in self.file:
            raise InputError(f"The embeddings have no study {study}.", f"Add {name}.")
        try:
            found = np.asarray(self.file[name], np.float32)
        except (OSError, ValueError, TypeError) as error:
            raise DamagedFileError(f"{name} cannot be read.", "Write it again.") from error
        if found.ndim != 2 or not found.size:
            raise DamagedFileError(
                f"{name} has shape {found.shape}, not (frames, dimensions).", "Write it again."
            )
        return found


@contextmanager
def open_embeddings(path: Path) -> Iterator[Embeddings]:
    """Open embeddings; what kind they are, the content says.

    Args:
        path: A NumPy array, a tensor saved by torch, or HDF5.

    Raises:
        CallError: There is no such file, it is none of these, or h5py is not installed.
    """
    if not path.is_file():
        raise CallError(f"There are no embeddings {path}.", "Give a .npy, .pt or HDF5 file.")
    with path.open("rb") as file:
        magic = file.read(8)
    if magic == HDF5_MAGIC:
        with open_hdf5(path) as opened:
            yield StudyEmbeddings(opened)
        return
    rows = map_numpy(path) if magic.startswith(NUMPY_MAGIC) else map_torch(path)
    if rows.ndim != 2:
        raise CallError(
            f"{path} has shape {tuple(rows.shape)}, not (clips, dimensions).", "One row a clip."
        )
    yield ClipEmbeddings(rows)


def _float32(rows: Any) -> NDArray[np.float32]:
    """Half and bfloat16 tensors have no NumPy form of their own."""
    return np.asarray(rows if isinstance(rows, np.ndarray) else rows.float().numpy(), np.float32)

"""Files of embeddings, mapped rather than read; each opener refuses what is not its own."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError

if TYPE_CHECKING:
    import h5py

PICKLE_MAGIC: Final = b"\x80"


def map_numpy(path: Path) -> NDArray[Any]:
    """Map a NumPy array."""
    try:
        rows: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    if rows.dtype.kind not in "fiu":
        raise _unreadable(path)
    return rows


def map_torch(path: Path) -> Any:
    """Map the tensor of a file that torch saved."""
    from pickle import UnpicklingError
    from zipfile import is_zipfile

    import torch

    # Only the newer form of torch's files, a zip archive, can be mapped.
    is_zip = is_zipfile(path)
    with path.open("rb") as file:
        if not is_zip and file.read(1) != PICKLE_MAGIC:
            raise _unreadable(path)
    # weights_only: a tensor is data, and must not be able to run a program.
    try:
        rows = torch.load(path, weights_only=True, mmap=is_zip, map_location="cpu")
    except (
        RuntimeError, UnpicklingError, OSError, EOFError, ValueError, LookupError, TypeError,
        AttributeError,
    ) as error:  # fmt: skip
        raise _unreadable(path) from error
    if not isinstance(rows, torch.Tensor):
        raise CallError(f"{path} holds no single tensor.", "Save one tensor, one row a clip.")
    return rows


def open_hdf5(path: Path) -> "h5py.File":
    """Open an HDF5 file."""
    try:
        import h5py
    except ImportError as error:
        raise CallError(
            "HDF5 embeddings need the package h5py.", "Install it with: pip install h5py"
        ) from error
    try:
        return h5py.File(path, "r")
    except OSError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> CallError:
    return CallError(f"{path} holds no embeddings.", "Give a .npy, .pt or HDF5 file.")

"""The arrays that a bundle carries beside its model, in ``.npz`` files."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import Bundle


def read_arrays(bundle: Bundle, file: str) -> Mapping[str, NDArray[Any]]:
    """Return the arrays of one of the bundle's ``.npz`` files by name, after verifying it.

    Raises:
        BundleError: The file is missing, damaged, or not made of plain arrays.
    """
    from zipfile import BadZipFile  # numpy imports it for the same file, and only then

    content = bundle.read(file)
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return dict(arrays)
    except (ValueError, OSError, EOFError, BadZipFile) as error:
        raise misfit(file, "is not a file of arrays") from error


def require_shape(
    file: str, arrays: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, ...]
) -> NDArray[np.float32]:
    """Return an array as float32, after checking its shape and that it holds numbers only.

    Raises:
        BundleError: It is not there, has another shape, or holds NaN or infinity.
    """
    if name not in arrays:
        raise misfit(file, f"has no {name}")
    array = arrays[name]
    if array.shape != shape or array.dtype.kind not in "fui":
        raise misfit(file, f"has {name} of shape {array.shape}, not {shape}")
    if not np.isfinite(array).all():
        raise misfit(file, f"has values in {name} that are not numbers")
    return array.astype(np.float32)


def misfit(file: str, what: str) -> BundleError:
    """Return the error for a file that does not fit its manifest."""
    return BundleError(
        f"The bundle's {file} {what}.",
        "Install the bundle again, or export it again with this version of the software.",
    )

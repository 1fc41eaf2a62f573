"""A .npy file that grows along its first axis, so that no shard has to fit into memory."""

from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray


class NpyWriter:
    """Writes arrays one after the other; use it as a context manager.

    numpy leaves room in the header for a longer first axis, so the header is written twice: empty
    at the beginning, and with the final length at the end.

    Args:
        path: The file to write.
        item: Shape of one item.
        kind: Type of the values.
    """

    def __init__(self, path: Path, item: tuple[int, ...], kind: type[np.generic]) -> None:
        self.items = 0
        self._item, self._kind = item, np.dtype(kind)
        self._file = path.open("wb")
        self._write_header()

    def append(self, values: NDArray[Any]) -> None:
        """Write some items, shape (items, *item)."""
        assert values.shape[1:] == self._item, (values.shape, self._item)
        assert values.dtype == self._kind, (values.dtype, self._kind)
        self._file.write(np.ascontiguousarray(values).data)
        self.items += len(values)

    def _write_header(self) -> None:
        self._file.seek(0)
        header = {
            "descr": np.lib.format.dtype_to_descr(self._kind),
            "fortran_order": False,
            "shape": (self.items, *self._item),
        }
        np.lib.format.write_array_header_1_0(self._file, header)

    def __enter__(self) -> "NpyWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write_header()
        self._file.close()

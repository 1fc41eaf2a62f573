"""The header of an npy file, read without evaluating anything.

Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
"""

import ast
import re
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from echo2ecg_edge.errors import DamagedFileError, UnknownFormatError

MAGIC: Final = b"\x93NUMPY"
_LONGEST: Final = 10_000
_MOST_DIMENSIONS: Final = 8
_NUMERIC: Final = re.compile(r"[<>|=]?(?:[iu][1248]|f[248])")
_KEYS: Final = {"descr", "fortran_order", "shape"}


@dataclass(frozen=True, slots=True)
class Header:
    """What an npy file says of its numbers.

    Attributes:
        dtype: Plain numbers, or fields of plain numbers.
        is_column_major: True where the first index runs fastest.
        shape: Length in each dimension.
        size: Bytes before the first number.
    """

    dtype: np.dtype[Any]
    is_column_major: bool
    shape: tuple[int, ...]
    size: int


def read_header(data: bytes) -> Header:
    """Read the header.

    Raises:
        DamagedFileError: It is broken.
        UnknownFormatError: The array does not hold plain numbers.
    """
    width = 2 if data[6:7] == b"\x01" else 4
    length = int.from_bytes(data[8 : 8 + width], "little")
    start = 8 + width
    if data[6:7] not in (b"\x01", b"\x02", b"\x03") or not 0 < length <= _LONGEST:
        raise _damaged()
    fields = _literal(data[start : start + length].decode("latin-1"))
    shape = fields["shape"]
    if not isinstance(shape, tuple) or len(shape) > _MOST_DIMENSIONS:
        raise _damaged()
    if any(type(size) is not int or size < 0 for size in shape):
        raise _damaged()
    return Header(_dtype(fields["descr"]), bool(fields["fortran_order"]), shape, start + length)


def _literal(text: str) -> dict[str, Any]:
    """Return the dictionary that a header is; only constants are accepted in it."""
    try:
        fields = ast.literal_eval(text.strip())
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise _damaged() from None
    if not isinstance(fields, dict) or fields.keys() != _KEYS:
        raise _damaged()
    return fields


def _dtype(described: object) -> np.dtype[Any]:
    """Return the type of the numbers; never one that holds Python objects or text."""
    if _is_numeric(described):
        return np.dtype(str(described))
    if isinstance(described, list) and described and all(map(_is_field, described)):
        try:
            return np.dtype([(str(name), str(kind)) for name, kind in described])
        except ValueError:  # a name twice
            raise _damaged() from None
    raise UnknownFormatError(
        "This NumPy array does not hold plain numbers.",
        "Save the millivolts as an array of floats or integers.",
    )


def _is_field(field: object) -> bool:
    """True for a name with one number."""
    return (
        isinstance(field, tuple)
        and len(field) == 2
        and isinstance(field[0], str)
        and _is_numeric(field[1])
    )


def _is_numeric(described: object) -> bool:
    return isinstance(described, str) and _NUMERIC.fullmatch(described) is not None


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "The header of this NumPy array is damaged.", "Save the array again with numpy.save."
    )

"""NumPy's npy files -> Content; their header says the shape, and people say rate and unit.

Fields of a structured array are leads by name. A plain array of twelve rows or columns is taken
in the standard order, as a table without names is, and a note says so.
"""

import math
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, UndeclaredError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers.content import Content
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate, settle_unit
from echo2ecg_edge.readers.npy_header import MAGIC, Header, read_header
from echo2ecg_edge.readers.number_list import too_many
from echo2ecg_edge.readers.signals import Signal, stack_signals
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.recording import MILLIVOLT_PER

_NAME: Final = "NumPy array"
_IN_ORDER: Final = f"The array names no leads; they were taken in the order {' '.join(LEADS)}."

_Array = NDArray[Any]


def recognises(source: Source) -> bool:
    """True for an npy file."""
    return source.data.startswith(MAGIC)


def read(source: Source, said: Declared) -> Content:
    """Read an array of numbers; one with Python objects in it is refused and never unpacked.

    Raises:
        DamagedFileError: The header is broken, or the numbers are not as many as it says.
        UndeclaredError: Rate, unit or leads are not known.
        InputError: It is far too long.
    """
    header = read_header(source.data)
    if said.units is None or said.rate_hz is None:
        raise UndeclaredError(
            "An array states neither its sampling rate nor the unit of its values.",
            "Say both, for example --rate 500 --units mV.",
        )
    scale = MILLIVOLT_PER[settle_unit((Claim("--units", said.units),))]
    rows, notes = _rows(_array(source.data, header))
    too_many(max((row.size for row in rows.values()), default=0), "Each lead")
    with np.errstate(invalid="ignore"):  # some kinds of NaN warn where they are converted
        signals = [Signal(name, row.astype(np.float64) * scale) for name, row in rows.items()]
    stack = stack_signals(signals)
    rate_hz = settle_rate(said.rates)
    return Content(_NAME, stack.signal_mv, stack.leads, rate_hz, notes=notes + stack.notes)


def _array(data: bytes, header: Header) -> _Array:
    """Return the array that the header describes, without copying it."""
    count = math.prod(header.shape)
    if count * header.dtype.itemsize != len(data) - header.size:
        raise DamagedFileError(
            "The array is not as long as its header says.", "Save or copy it again."
        )
    if not count:
        raise DamagedFileError("The array holds no samples.", "Save or copy it again.")
    order: Literal["F", "C"] = "F" if header.is_column_major else "C"
    flat = np.frombuffer(data, header.dtype, count, header.size)
    return flat.reshape(header.shape, order=order)


def _rows(array: _Array) -> tuple[dict[str, _Array], tuple[str, ...]]:
    """Return name -> samples, and a note where the names are taken for granted."""
    if array.dtype.names and array.ndim == 1:
        return {name: array[name] for name in array.dtype.names}, ()
    is_wide, is_tall = (array.ndim == 2 and array.shape[at] == len(LEADS) for at in (0, -1))
    if array.dtype.names or is_wide == is_tall:
        raise UndeclaredError(
            f"The array has the shape {array.shape}, so it is not known which numbers are a lead.",
            "Save twelve rows or columns, one for each lead, or name the fields after the leads.",
        )
    return dict(zip(LEADS, array if is_wide else array.T, strict=True)), (_IN_ORDER,)

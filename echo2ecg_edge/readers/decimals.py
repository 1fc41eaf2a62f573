"""Decimals: a whole table of plain decimal numbers at once.

An ECG as CSV is 60,000 numbers; ``float`` or ``numpy.loadtxt`` take 10 ms for them, this takes 3.
Each number is an integer of at most 15 digits divided by a power of ten: both are exact in
float64, so the quotient is the same double that ``float`` gives.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_NEWLINE, _COMMA, _MINUS, _POINT, _ZERO = b"\n,-.0"
_PART_BYTES: Final = 2**15
"""Read at once: with its intermediate arrays it fits into the processor's cache."""

_MOST_DIGITS: Final = 15
_MOST_DIGITS_INT32: Final = 8


def parse_decimals(table: bytes, columns: int) -> NDArray[np.float64] | None:
    """Read rows such as ``-0.125,3,.5`` that each end in a newline.

    Args:
        table: Comma-separated numbers of digits, one point and a leading minus at most.
        columns: Numbers per row.

    Returns:
        Shape (rows, columns), or None where the table holds anything else.
    """
    parts = []
    start = 0
    while start < len(table):
        end = table.find(b"\n", start + _PART_BYTES) + 1 or len(table)
        part = _parse_part(table[start:end], columns)
        if part is None:
            return None
        parts.append(part)
        start = end
    return np.concatenate(parts) if parts else None


def _parse_part(table: bytes, columns: int) -> NDArray[np.float64] | None:
    raw = np.frombuffer(table, np.uint8)
    marks = np.flatnonzero(raw < _ZERO)
    kinds = raw[marks]
    at = np.flatnonzero(kinds <= _COMMA)  # the marks that end a number
    if not _is_regular(kinds[at], columns):
        return None
    ends = marks[at]
    starts = np.concatenate(([0], ends[:-1] + 1))
    is_negative = raw[starts] == _MINUS
    has_point = kinds[at - 1] == _POINT  # as the last mark before its end
    lengths = ends - starts - is_negative - has_point
    digits = np.frombuffer(table.translate(None, b"\n,-."), np.uint8) - np.uint8(_ZERO)
    if (
        np.count_nonzero(kinds == _MINUS) != np.count_nonzero(is_negative)
        or np.count_nonzero(kinds == _POINT) != np.count_nonzero(has_point)
        or not 1 <= lengths.min() <= lengths.max() <= _MOST_DIGITS
        or digits.max() > 9
    ):
        return None
    decimals = np.where(has_point, ends - marks[at - 1] - 1, 0)
    values = _integers(digits, lengths) / (10.0 ** np.arange(_MOST_DIGITS + 1))[decimals]
    np.negative(values, where=is_negative, out=values)
    return values.reshape(-1, columns)


def _is_regular(ends: NDArray[np.uint8], columns: int) -> bool:
    """True when every row has ``columns`` numbers with commas between and a newline after."""
    if not ends.size or ends.size % columns:
        return False
    row = np.full(columns, _COMMA, np.uint8)
    row[-1] = _NEWLINE
    return bool((ends.reshape(-1, columns) == row).all())


def _integers(digits: NDArray[np.uint8], lengths: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the integers written one after the other in ``digits``, ``lengths`` digits each.

    Neighbouring windows are joined to windows of 2, 4, 8... digits until one holds the longest
    number; the window that ends where a number ends, modulo 10 to its length, is that number.
    """
    longest = int(lengths.max())
    dtype = np.dtype(np.int32 if longest <= _MOST_DIGITS_INT32 else np.int64)
    padding = 1 << (longest - 1).bit_length()
    windows: NDArray[np.signedinteger[Any]] = np.zeros(padding + digits.size, dtype)
    windows[padding:] = digits
    powers = np.array([10**length for length in range(longest + 1)], dtype)
    span = 1
    while span < longest:
        windows = windows[:-span] * powers[span] + windows[span:]
        span *= 2
    whole = windows[np.cumsum(lengths) + padding - span] % powers[lengths]
    return whole.astype(np.float64)

"""Decimals: a whole table of plain decimal numbers at once.

An ECG as CSV is 60,000 numbers; ``float`` or ``numpy.loadtxt`` take 10 ms for them, this takes 1.5.
Each number is an integer of at most 15 digits divided by a power of ten: both are exact in
float64, so the quotient is the same double that ``float`` gives.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.readers.digit_words import (
    WORD,
    Places,
    Words,
    are_digits,
    behind_point,
    digit_words,
    integers,
)

_COMMA, _MINUS = b",-"
_TAIL: Final = np.uint64(10**WORD)
_MOST: Final = 10**15
_PART_BYTES: Final = 2**16
"""Read at once: with its intermediate arrays it fits into the processor's cache."""
_MOST_BYTES: Final = 2**21
"""No row of a table is that long; it would take twenty times this memory."""

_POWERS: Final = 10.0 ** np.arange(2 * WORD)
_SIGNED_POWERS: Final = np.concatenate([_POWERS, -_POWERS])


def parse_decimals(table: bytes, columns: int) -> NDArray[np.float64] | None:
    """Read rows such as ``-0.125,3,.5`` that each end in a newline.

    Args:
        table: Comma-separated numbers of digits, one point and a leading minus at most.
        columns: Numbers per row.

    Returns:
        Shape (rows, columns), or None where the table holds anything else.
    """
    if b"/" in table:  # the one character that the words would take for a point
        return None
    parts = []
    start = 0
    while start < len(table):
        end = table.find(b"\n", start + _PART_BYTES) + 1 or len(table)
        part = _parse_part(table[start:end], columns) if end - start <= _MOST_BYTES else None
        if part is None:
            return None
        parts.append(part)
        start = end
    return np.concatenate(parts).reshape(-1, columns) if parts else None


def _parse_part(table: bytes, columns: int) -> NDArray[np.float64] | None:
    raw = np.frombuffer(table + bytes(WORD), np.uint8)
    ends = np.flatnonzero(raw[:-WORD] <= _COMMA)
    rows = ends.size // columns
    if raw.take(ends).tobytes() != (b"," * (columns - 1) + b"\n") * rows or not rows:
        return None
    starts = np.concatenate(([0], ends[:-1] + 1))
    is_negative = raw.take(starts) == _MINUS
    starts += is_negative
    lengths = ends - starts
    longest = lengths.max()
    if not 1 <= lengths.min() <= longest <= 2 * WORD:
        return None
    read = _short_numbers if longest <= WORD else _long_numbers
    if (found := read(raw, starts, lengths)) is None:
        return None
    whole, decimals = found
    decimals += is_negative * np.uint64(_POWERS.size)
    powers = _SIGNED_POWERS.take(decimals.astype(np.intp))
    values: NDArray[np.float64] = whole.view(np.int64) / powers  # faster than of unsigned ones
    return values


def _short_numbers(
    raw: NDArray[np.uint8], starts: Places, lengths: Places
) -> tuple[Words, Words] | None:
    """Return the digits of each number as an integer, and how many are behind the point."""
    words, points = digit_words(raw, starts, lengths)
    if not are_digits(words, points) or (lengths == points.astype(bool)).any():
        return None
    return integers(words, points), behind_point(points)


def _long_numbers(
    raw: NDArray[np.uint8], starts: Places, lengths: Places
) -> tuple[Words, Words] | None:
    """Do the same for up to 16 characters: the last eight, and those before them."""
    before = np.maximum(lengths - WORD, 0)
    head, head_points = digit_words(raw, starts, before)
    tail, tail_points = digit_words(raw, starts + before, lengths - before)
    if not (are_digits(head, head_points) and are_digits(tail, tail_points)):
        return None
    in_head, in_tail = head_points.astype(bool), tail_points.astype(bool)
    whole = integers(head, head_points) * np.where(in_tail, _TAIL // np.uint64(10), _TAIL)
    whole += integers(tail, tail_points)
    if (in_head & in_tail).any() or (lengths == in_tail).any() or whole.max() >= _MOST:
        return None
    decimals = behind_point(head_points) + behind_point(tail_points)
    decimals[in_head] += np.uint64(WORD)
    return whole, decimals

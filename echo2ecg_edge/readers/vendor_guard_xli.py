"""Packed samples of Philips Sierra XML, which may unfold 600 times: their length, and no more.

Source: sierra-ecg-tools, the XLI encoding: each chunk has a head of eight bytes and goes on with
LZW in codes of ten bits, the highest of which ends it.
"""

from typing import Final

import numpy as np

MOST_UNFOLDED: Final = 2**21
"""Bytes: twelve leads for almost three minutes at 500 Hz."""
_HEAD: Final = 8
_BITS: Final = 10
_LAST_CODE: Final = 1022


def unfolded(packed: bytes) -> int:
    """Return how many bytes the chunks unfold to, or more than are allowed."""
    total, at = 0, 0
    while at + _HEAD <= len(packed) and total <= MOST_UNFOLDED:
        size = int.from_bytes(packed[at : at + 4], "little", signed=True)
        if not 0 < size <= len(packed) - at - _HEAD:
            break  # the parser says that it is damaged
        total += unfolded_chunk(packed[at + _HEAD : at + _HEAD + size])
        at += _HEAD + size
    return total


def unfolded_chunk(chunk: bytes) -> int:
    """Return the length of what LZW makes of a chunk: the sum of the lengths of its words."""
    bits = np.unpackbits(np.frombuffer(chunk, np.uint8))
    rows = bits[: bits.size // _BITS * _BITS].reshape(-1, _BITS)
    codes = rows @ (1 << np.arange(_BITS - 1, -1, -1))
    lengths = dict.fromkeys(range(256), 1)
    total, previous, free = 0, 0, 256
    for code in codes.tolist():
        if code > _LAST_CODE or total > MOST_UNFOLDED:
            break
        length = lengths.setdefault(code, previous + 1)
        if previous and free <= _LAST_CODE:
            lengths[free] = previous + 1
            free += 1
        total += length
        previous = length
    return total

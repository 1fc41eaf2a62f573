"""WFDB signal files: bytes -> samples.

Source: PhysioNet, WFDB Applications Guide, signal(5).
"""

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

_PLAIN: Final = MappingProxyType({"16": "<i2", "61": ">i2", "32": "<i4", "80": "u1"})
_BITS: Final = MappingProxyType({"16": 16, "61": 16, "32": 32, "80": 8, "24": 24, "212": 12})
FORMATS: Final = frozenset(_BITS)


def bytes_needed(storage: str, samples: int) -> int:
    """Return how many bytes ``samples`` samples take; an odd one of format 212 takes two."""
    return -(-samples * _BITS[storage] // 8)


def samples_in(storage: str, size: int) -> int:
    """Return how many samples fit into ``size`` bytes."""
    return size * 8 // _BITS[storage]


def lowest_count(storage: str) -> int:
    """Return the lowest value, which stands for a missing sample."""
    return -(1 << (_BITS[storage] - 1))


def decode_samples(data: bytes, storage: str, count: int) -> NDArray[np.float64]:
    """Decode samples.

    Args:
        data: At least ``bytes_needed(storage, count)`` bytes.
        storage: WFDB's number of the format, one of ``FORMATS``.
        count: How many samples to decode.

    Returns:
        Counts, shape (count,); NaN where the format's lowest value marks a missing sample.
    """
    raw = data[: bytes_needed(storage, count)]
    if storage == "212":
        values = _twelve_bits(np.frombuffer(raw, np.uint8))[:count]
    elif storage == "24":
        values = twenty_four_bits(np.frombuffer(raw, np.uint8))
    else:
        values = np.frombuffer(raw, _PLAIN[storage]).astype(np.int64)
        values = values - 128 if storage == "80" else values
    return np.where(values == lowest_count(storage), np.nan, values.astype(np.float64))


def twenty_four_bits(raw: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Decode samples stored in three bytes, lowest first; ``raw`` has the shape (3 * samples,)."""
    quads = np.zeros((raw.size // 3, 4), np.uint8)
    quads[:, 1:] = raw.reshape(-1, 3)
    return quads.view("<i4").ravel() >> 8


def _twelve_bits(raw: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Decode pairs of 12-bit samples stored in three bytes."""
    triples = np.zeros(-(-raw.size // 3) * 3, np.int32)
    triples[: raw.size] = raw
    low, middle, high = triples.reshape(-1, 3).T
    pairs: NDArray[np.int32] = np.stack(
        [low | (middle & 0x0F) << 8, high | (middle & 0xF0) << 4], axis=1
    ).ravel()
    return np.where(pairs & 0x800, pairs - 0x1000, pairs)

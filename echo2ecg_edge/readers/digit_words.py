"""Eight characters of a number as one 64-bit word, the first in its lowest byte.

The digits of a word are summed in pairs, fours and eights by three multiplications. Source:
D. Lemire, "Quickly parsing eight digits" (2018).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Places = NDArray[np.intp]

WORD: Final = 8
"""Characters in a word."""

_EACH_BYTE: Final = 0x0101010101010101
_ZEROS: Final = np.uint64(ord("0") * _EACH_BYTE)
_NO_DIGIT: Final = np.uint64(0xF0 * _EACH_BYTE)
_SIX: Final = np.uint64(6 * _EACH_BYTE)
_CLOSE: Final = np.uint64((1 << 8) - 1)
"""Bytes times this, added to themselves, are the same one byte up."""

_POINT: Final = np.uint64(ord(".") ^ ord("0"))
_POINT_BIT: Final = np.uint64(0x10 * _EACH_BYTE)
"""Set in a point, and in no digit, after the characters were XORed with zeros."""

_PAIRS: Final = (np.uint64(1 + (10 << 8)), np.uint64(8), np.uint64(0x00FF00FF00FF00FF))
_FOURS: Final = (np.uint64(1 + (100 << 16)), np.uint64(16), np.uint64(0x0000FFFF0000FFFF))
_EIGHTS: Final = (np.uint64(1 + (10_000 << 32)), np.uint64(32), np.uint64(0x00000000FFFFFFFF))
_BYTES_ABOVE: Final = np.uint64(0x0706050403020100)
"""Times a word whose one bit is the lowest of a byte: the top byte counts the bytes above it."""


def digit_words(raw: NDArray[np.uint8], starts: Places, lengths: Places) -> tuple[Words, Words]:
    """Return up to eight characters as words of digits 0 to 9, and where their points were.

    Zero digits are in front, and in the point's place; a point is told by the lowest bit of its
    byte.
    """
    every = np.ndarray(raw.size - WORD + 1, "<u8", raw, strides=(1,))
    words = every[starts].astype(np.uint64, copy=False)
    words ^= _ZEROS
    words <<= ((WORD - lengths) * 8).astype(np.uint64)
    points = words & _POINT_BIT
    points >>= np.uint64(4)
    words -= points * _POINT
    return words, points


def _below(points: Words) -> Words:
    """Return the bits of all bytes before the point; none where there is no point."""
    below: Words = points - points.astype(bool)
    return below


def are_digits(words: Words, points: Words) -> bool:
    """True when every byte of every word is a digit, and no word had two points."""
    bad = words | (words + _SIX)
    bad &= _NO_DIGIT
    bad |= points & _below(points)
    return not bad.any()


def integers(words: Words, points: Words) -> Words:
    """Return the integer that the digits of each word are, as if there were no point."""
    words = words + (words & _below(points)) * _CLOSE
    for factor, shift, mask in (_PAIRS, _FOURS, _EIGHTS):
        words *= factor
        words >>= shift
        words &= mask
    return words


def behind_point(points: Words) -> Words:
    """Return how many bytes are above the point, which is how many digits follow it."""
    return (points * _BYTES_ABOVE) >> np.uint64(56)

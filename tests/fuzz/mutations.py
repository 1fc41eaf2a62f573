"""Damaged copies of a file, as transfers, editors and attackers make them; the same every time."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
_HEADER: Final = 2048
_LONGEST_BLOCK: Final = 512

NUMBERS: Final = (
    *(b"0", b"-1", b"1", b"7", b"00", b"-0", b"0.0", b"1e-300", b"1e9", b"-1e9", b"1e308"),
    *(b"NaN", b"inf", b"-inf", b"", b" ", b"2147483647", b"2147483648", b"4294967295"),
    *(b"9" * 20, b"9" * 400, b"1e999", b"0x10", b"1_0", b"1,5", "\u0663".encode()),
)
"""What a number in a text may become."""

INTEGERS: Final = tuple(
    value.to_bytes(size, order)
    for value in (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 2**31 - 1, 2**31, 2**32 - 1)
    for size in (1, 2, 4, 8)
    for order in ("little", "big")
    if value < 256**size
)
"""What a length or a count in a binary header may become."""

MARKS: Final = (
    *(b"\0", b"\0" * 64, b"\xff" * 8, b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x1a"),
    *(b"\r", b"\n\n", b"\t", b'"', b"<", b"]]>", b"<!--", b"&x;", b"{", b"[[", b"\xed\xa0\x80"),
)
"""What may be put in anywhere."""

Mutation = Callable[[random.Random, bytes, bytes], bytes]


def mutants(seeds: Sequence[bytes], others: Sequence[bytes], count: int) -> Iterator[bytes]:
    """Yield ``count`` damaged copies, each one to four mutations away from one of the seeds.

    Args:
        seeds: Files of the format.
        others: Files of other formats, to splice in.
        count: How many.
    """
    draw = random.Random(count)
    for number in range(count):
        data = seeds[number % len(seeds)]
        for _ in range(draw.choice((1, 1, 2, 4))):
            data = draw.choice(MUTATIONS)(draw, data, draw.choice(others)) or b"\0"
        yield data


def _place(draw: random.Random, data: bytes) -> int:
    """Return a place, half of the time in the header, where more depends on it."""
    return draw.randrange(min(len(data), _HEADER) if draw.random() < 0.5 else len(data))


def _block(draw: random.Random, data: bytes) -> tuple[int, int]:
    start = _place(draw, data)
    return start, min(len(data), start + draw.randint(1, _LONGEST_BLOCK))


def _flip(draw: random.Random, data: bytes, other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 2, 8))):
        changed[_place(draw, data)] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _cut_end(draw: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: _place(draw, data)]


def _cut_out(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _block(draw, data)
    return data[:start] + data[end:]


def _repeat(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _block(draw, data)
    return data[:end] + data[start:end] * draw.choice((1, 1, 30)) + data[end:]


def _move(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _block(draw, data)
    to = _place(draw, data)
    return data[:to] + data[start:end] + data[to:]


def _splice(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _block(draw, other)
    at, until = _block(draw, data)
    return data[:at] + other[start:end] + data[until:]


def _tail(draw: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: _place(draw, data)] + other[_place(draw, other) :]


def _number(draw: random.Random, data: bytes, other: bytes) -> bytes:
    start = _place(draw, data)
    found = _NUMBER.search(data, start) or _NUMBER.search(data)
    if found is None:
        return _integer(draw, data, other)
    return data[: found.start()] + draw.choice(NUMBERS) + data[found.end() :]


def _integer(draw: random.Random, data: bytes, other: bytes) -> bytes:
    at, value = _place(draw, data), draw.choice(INTEGERS)
    return data[:at] + value + data[at + len(value) :]


def _mark(draw: random.Random, data: bytes, other: bytes) -> bytes:
    at = draw.choice((0, _place(draw, data)))
    return data[:at] + draw.choice(MARKS) + data[at:]


MUTATIONS: Final[tuple[Mutation, ...]] = (
    *(_flip, _cut_end, _cut_out, _repeat, _move, _splice, _tail),
    *(_number, _number, _integer, _integer, _mark),
)

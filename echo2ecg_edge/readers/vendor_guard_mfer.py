"""MFER, from anyone: its definitions are walked once, before a parser believes them.

Source: ISO 22077-1: a definition is a tag, a length and a value; some hold definitions.
"""

import re
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.errors import DamagedFileError

_BYTE_ORDER, _BLOCK, _CHANNELS, _WAVES = 0x01, 0x04, 0x05, 0x1E
_CHANNEL, _SET, _END = 0x3F, 0x67, 0x80
_MOST_DEFINITIONS: Final = 5_000
_MOST_CHANNELS: Final = 64
_MOST_SAMPLES: Final = 2**22
_DEEPEST: Final = 3
_LONGEST_LENGTH: Final = 4
_ZEROS: Final = re.compile(rb"\0+")


@dataclass(slots=True)
class _State:
    """What was declared so far."""

    data: bytes
    name: str
    order: str = "big"
    definitions: int = 0
    channels: int = 1
    block: int = 1
    samples: int = 0

    def damaged(self) -> DamagedFileError:
        return DamagedFileError(
            f"This {self.name} file is damaged: it declares what no ECG holds.",
            "Export the ECG from the device again.",
        )


def check_mfer(data: bytes, name: str) -> None:
    """Refuse what declares more definitions, channels or samples than an ECG has.

    Raises:
        DamagedFileError: It does, or a definition is cut short.
    """
    _walk(_State(data, name), 0, len(data), 0)


def _walk(state: _State, at: int, end: int, depth: int) -> None:
    """Go over the definitions from one place to another, and into those that hold others."""
    while at < end:
        state.definitions += 1
        if state.definitions > _MOST_DEFINITIONS or depth > _DEEPEST:
            raise state.damaged()
        if zeros := _ZEROS.match(state.data, at, end):
            at = zeros.end()
            continue
        tag = state.data[at]
        if tag == _END:
            return
        at, after = _value(state, at + (2 if tag == _CHANNEL else 1), end)
        if tag in (_CHANNEL, _SET):
            _walk(state, at, after, depth + 1)
        else:
            _declare(state, tag, state.data[at:after] if tag != _WAVES else b"")
        at = after


def _value(state: _State, at: int, end: int) -> tuple[int, int]:
    """Return where the value begins and ends; ``at`` is where its length stands.

    A channel's number takes one byte here, and a value without a length is not read: no ECG needs
    more, and both can be made to last for hours.
    """
    width = state.data[at] if at < end else _END
    if width < _END:
        return at + 1, _within(state, at + 1 + width, end)
    width -= _END
    start = at + 1 + width
    if not 0 < width <= _LONGEST_LENGTH:
        raise state.damaged()
    return start, _within(state, start + int.from_bytes(state.data[at + 1 : start], "big"), end)


def _within(state: _State, after: int, end: int) -> int:
    if after > end:
        raise state.damaged()
    return after


def _declare(state: _State, tag: int, value: bytes) -> None:
    """Note what a definition declares; each block of samples counts as large as any before."""
    number = int.from_bytes(value[:8], "big" if state.order == "big" else "little")
    if tag == _BYTE_ORDER:
        state.order = "little" if number else "big"
    elif tag == _CHANNELS:
        state.channels = max(state.channels, number)
    elif tag == _BLOCK:
        state.block = max(state.block, number)
    elif tag == _WAVES:
        state.samples += state.block * state.channels
    if state.channels > _MOST_CHANNELS or state.samples > _MOST_SAMPLES:
        raise state.damaged()

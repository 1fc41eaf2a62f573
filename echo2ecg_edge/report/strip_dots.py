"""Dots -> characters: braille where the terminal can show it, else plain ASCII."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Pen:
    """How dots become characters.

    Attributes:
        across: Dots that one character holds side by side.
        down: Dots that it holds one above the other.
        weights: What each dot adds to the number of the character, row by row.
        letters: The characters by that number.
    """

    across: int
    down: int
    weights: tuple[int, ...]
    letters: str


BRAILLE: Final = Pen(
    2,
    4,
    (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80),
    " " + "".join(chr(0x2800 + dots) for dots in range(1, 256)),
)
"""Eight dots a character. Source of the dots' numbers: the Unicode block Braille Patterns."""
PLAIN: Final = Pen(1, 3, (1, 2, 4), " '-|.|||")
"""Three dots a character, for terminals and files that know ASCII only."""
NO_BRAILLE: Final = ("linux", "dumb")
"""Terminals whose font lacks it, whatever the encoding: a board's own console without a desktop."""


def pen_for(encoding: str | None, terminal: str | None = None) -> Pen:
    """Return the finest pen that the output can show.

    Args:
        encoding: Of the output, for example ``"utf-8"`` or ``"cp437"``; None where unknown.
        terminal: What the environment variable TERM says; None where it says nothing.
    """
    if terminal in NO_BRAILLE:
        return PLAIN
    try:
        BRAILLE.letters.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return BRAILLE


def to_lines(dots: NDArray[np.bool_], pen: Pen) -> list[str]:
    """Turn dots into lines of text.

    Args:
        dots: Shape (lines x pen.down, characters x pen.across), True where one is set.
        pen: What draws them.
    """
    lines, characters = dots.shape[0] // pen.down, dots.shape[1] // pen.across
    cells = dots.reshape(lines, pen.down, characters, pen.across).transpose(0, 2, 1, 3)
    numbers = cells.reshape(lines, characters, -1) @ np.array(pen.weights)
    return ["".join(pen.letters[number] for number in line) for line in numbers.tolist()]

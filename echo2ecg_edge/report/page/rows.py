"""Where the rows of an ECG stand on the paper, and how many millimetres a millivolt gets."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Final

import numpy as np

from echo2ecg_edge.report.page.outline import Outline, Reach, outline
from echo2ecg_edge.report.strip_layout import Rows

GAIN_MM: Final = 10.0
SHARES: Final = (1.0, 0.5, 0.25)
"""Of the usual gain, then of a tenth of it, and so on."""
CROSSED_MM: Final = (0.0, 6.0, 12.0, 18.0)
"""So far may the tips of waves reach into the next row where there is no room for less; what needs
more is drawn smaller, or it would be a tangle."""
MORE_CROSSED_MM: Final = 20.0
"""The same where it is drawn smaller: half the usual gain is still read, a tenth hardly."""
FARTHEST_MM: Final = 30.0
"""One wild lead does not push the others away by more than this."""
NAME_MM: Final = 4.0
"""Room for a name over the highest wave."""
APART_MM: Final = 11.5
"""The least between two resting lines: what stands between them belongs to the lower one."""
GAP_MM: Final = 1.5
BESIDE: Final = 1
"""Columns to either side in which a wave keeps its distance too."""
LARGE: Final = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows on the paper.

    Attributes:
        gain_mm: Millimetres for a millivolt.
        rest_mm: The resting line of each row, from the top.
        height_mm: Of the paper, a multiple of five.
    """

    gain_mm: float
    rest_mm: tuple[float, ...]
    height_mm: int


@dataclass(frozen=True, slots=True)
class Needed:
    """Room that rows need beside each other.

    Attributes:
        first_mm: Over the first resting line.
        rest_mm: The resting lines, from the first one.
        last_mm: Under the last one.
    """

    first_mm: float
    rest_mm: tuple[float, ...]
    last_mm: float

    @property
    def height_mm(self) -> float:
        """Of it all."""
        return self.first_mm + self.rest_mm[-1] + self.last_mm


def place(rows: Rows, highest_mm: int) -> Placed:
    """Place the rows as near to each other as their waves allow.

    Args:
        rows: The strips, at least one row.
        highest_mm: Room for all.
    """
    outlines = [outline(row) for row in rows]
    found = ((gain_mm, _needed(outlines, gain_mm, crossed_mm)) for gain_mm, crossed_mm in _tries())
    gain_mm, needed = next(one for one in found if one[1].height_mm <= highest_mm)
    height = min(highest_mm, LARGE * math.ceil(needed.height_mm / LARGE))
    more = (height - needed.height_mm) / len(rows)
    rest = (needed.first_mm + line + more * row for row, line in enumerate(needed.rest_mm))
    return Placed(gain_mm, tuple(rest), height)


def _tries() -> Iterator[tuple[float, float]]:
    """Yield the usual gain and ever smaller ones, each with how far waves may cross."""
    yield from ((GAIN_MM, crossed_mm) for crossed_mm in CROSSED_MM)
    shares = (share / 10**power for power in count() for share in SHARES)
    for share in islice(shares, 1, None):
        yield from ((GAIN_MM * share, more) for more in (*CROSSED_MM, MORE_CROSSED_MM))


def _needed(outlines: Sequence[Outline], gain_mm: float, crossed_mm: float) -> Needed:
    """Return the room that rows need; a calibration pulse fits over each resting line."""
    ups = [_reach_mm(one.highest_mv, gain_mm) for one in outlines]
    downs = [_reach_mm(-one.lowest_mv, gain_mm) for one in outlines]
    rest = [0.0]
    for up in ups[1:]:
        above = zip(rest, downs[: len(rest)], strict=True)
        rest.append(max(line + _apart_mm(down, up, gain_mm, crossed_mm) for line, down in above))
    over = max(float(up.max()) - line for up, line in zip(ups, rest, strict=True))
    under = max(float(down.max()) + line for down, line in zip(downs, rest, strict=True))
    first = max(over + NAME_MM, gain_mm + GAP_MM)
    return Needed(first, tuple(rest), under - rest[-1] + GAP_MM)


def _apart_mm(down_mm: Reach, up_mm: Reach, gain_mm: float, crossed_mm: float) -> float:
    """How far the resting lines of two rows stand apart, at least."""
    waves = float(np.max(down_mm + up_mm)) - crossed_mm
    return max(waves + GAP_MM, gain_mm + GAP_MM, APART_MM)


def _reach_mm(reach_mv: Reach, gain_mm: float) -> Reach:
    """How far a row reaches, to one side and within bounds, seen from each column."""
    reach = np.nan_to_num(np.clip(reach_mv * gain_mm, 0.0, FARTHEST_MM))
    wide = np.pad(reach, BESIDE, mode="edge")
    seen = np.lib.stride_tricks.sliding_window_view(wide, 2 * BESIDE + 1)
    return np.asarray(seen.max(axis=1))

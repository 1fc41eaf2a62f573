"""Where the rows of an ECG stand on the paper, and how many millimetres a millivolt gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from echo2ecg_edge.report.strip import Strip
from echo2ecg_edge.report.strip_layout import Rows

GAIN_MM: Final = 10.0
SMALLER: Final = (1.0, 0.5, 0.25, 0.1, 0.05)
"""Of the usual gain: where a usual strip does not fit between its neighbours."""
ROOM_MM: Final = 30.0
"""A usual strip has room, peak to peak: rows may reach into each other, as on any printout."""
FARTHEST_MM: Final = 22.0
"""One wild lead does not push the others away by more than this."""
NAME_MM: Final = 4.0
GAP_MM: Final = 2.0
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


def place(rows: Rows, highest_mm: int) -> Placed:
    """Place the rows as near to each other as their waves allow.

    Args:
        rows: The strips, at least one row.
        highest_mm: Room for all; where they need more, they reach into each other.
    """
    gain_mm = _gain_mm([strip for row in rows for strip in row])
    ups = [_reach(row, gain_mm, 1) for row in rows]
    downs = [_reach(row, gain_mm, -1) for row in rows]
    pairs = zip(downs[:-1], ups[1:], strict=True)
    steps = [down + up + GAP_MM + NAME_MM / 2 for down, up in pairs]
    first, last = max(ups[0] + NAME_MM, gain_mm + GAP_MM), downs[-1] + GAP_MM
    spare = highest_mm - first - last
    squeeze = min(1.0, spare / sum(steps)) if steps else 1.0
    rest = first + np.concatenate([[0.0], np.cumsum(steps) * squeeze])
    height = min(highest_mm, LARGE * int(np.ceil((rest[-1] + last) / LARGE)))
    return Placed(gain_mm, tuple(rest.tolist()), height)


def _reach(row: Sequence[Strip], gain_mm: float, side: int) -> float:
    """How far a row reaches up (1) or down (-1), within bounds."""
    ends = [strip.highest_mv if side > 0 else -strip.lowest_mv for strip in row]
    return min(max(*ends, 0.5 / gain_mm) * gain_mm, FARTHEST_MM)


def _gain_mm(strips: Sequence[Strip]) -> float:
    """Return the usual gain, or the next smaller one at which a usual strip has room."""
    heights = [strip.highest_mv - strip.lowest_mv for strip in strips]
    usual = float(np.median(heights))
    if usual * GAIN_MM <= ROOM_MM:
        return GAIN_MM
    for share in SMALLER:
        if usual * GAIN_MM * share <= ROOM_MM:
            return GAIN_MM * share
    power = np.floor(np.log10(ROOM_MM / usual))
    return float(10.0**power)

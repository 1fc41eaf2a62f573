"""How far the waves of a row reach up and down, at each place across the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.report.strip import Strip

COLUMN_MM: Final = 0.5
COLUMNS: Final = 500
"""10 s."""

Reach = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What a row covers; both have shape (COLUMNS,), NaN where nothing was recorded.

    Attributes:
        highest_mv: Its highest point in each column, millivolts above the resting line.
        lowest_mv: Its lowest point.
    """

    highest_mv: Reach
    lowest_mv: Reach


def outline(row: Sequence[Strip]) -> Outline:
    """Return what a row covers.

    Args:
        row: Strips of equal length that last 10 s together.
    """
    edges = np.rint(np.linspace(0, COLUMNS, len(row) + 1)).astype(np.intp)
    parts = [
        _reach(strip.values_mv, columns)
        for strip, columns in zip(row, np.diff(edges).tolist(), strict=True)
    ]
    highest, lowest = zip(*parts, strict=True)
    return Outline(np.concatenate(highest), np.concatenate(lowest))


def _reach(values: Reach, columns: int) -> tuple[Reach, Reach]:
    """Return the highest and the lowest of each column, with the way to the next sample."""
    if not values.size:
        return np.full(columns, np.nan), np.full(columns, np.nan)
    following = np.append(values[1:], np.nan)
    starts = np.arange(columns) * values.size // columns
    highest = np.fmax.reduceat(np.fmax(values, following), starts)
    return highest, np.fmin.reduceat(np.fmin(values, following), starts)

"""A stretch of one lead as the path of a pen: small, and without loss of a peak."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

UNITS: Final = 20
"""Coordinates for a millimetre: 2 ms across, 5 microvolts up."""
MM_PER_S: Final = 25.0
COLUMNS_PER_S: Final = 125
"""Each column keeps its lowest and its highest sample: 250 points a second."""

Points = NDArray[np.intp]


def trace(
    values_mm: NDArray[np.float64], rate_hz: float, x_mm: float, y_mm: float, height_mm: float
) -> str:
    """Return the path data of a strip; empty where nothing was recorded.

    Args:
        values_mm: Shape (samples,), millimetres above the resting line; NaN where nothing is known.
        rate_hz: Their rate.
        x_mm: Where the strip begins.
        y_mm: Its resting line.
        height_mm: Of the paper; the pen stops at its edge.
    """
    places = _kept(values_mm, rate_hz)
    y = np.clip(y_mm - values_mm[places], 0.0, height_mm)
    points = np.stack([x_mm + places / rate_hz * MM_PER_S, y], axis=1)
    whole = np.rint(points * UNITS).astype(np.intp)
    return "".join(_path(run) for run in _runs(places, whole, values_mm))


def _kept(values: NDArray[np.float64], rate_hz: float) -> Points:
    """Return the places of the samples that are drawn, in order."""
    known = np.flatnonzero(np.isfinite(values))
    if not known.size or rate_hz <= 2 * COLUMNS_PER_S:
        return known
    column = (known * (COLUMNS_PER_S / rate_hz)).astype(np.intp)
    order = np.lexsort((values[known], column))
    first = np.flatnonzero(np.diff(column[order], prepend=-1))
    last = np.append(first[1:], column.size) - 1
    return np.asarray(known[np.unique(np.concatenate([order[first], order[last]]))])


def _runs(places: Points, points: Points, values: NDArray[np.float64]) -> Iterator[Points]:
    """Yield the points between gaps."""
    if not places.size:
        return
    missing = np.concatenate([[0], np.cumsum(~np.isfinite(values))])
    breaks = np.flatnonzero(np.diff(missing[places])) + 1
    yield from (points[start:stop] for start, stop in pairwise([0, *breaks.tolist(), len(points)]))


def _path(points: Points) -> str:
    """Return the path through points, each relative to the one before."""
    (x, y), steps = points[0].tolist(), np.diff(points, axis=0).tolist()
    return f"M{x} {y}l" + " ".join(f"{dx} {dy}" for dx, dy in steps or [[0, 0]]).replace(" -", "-")

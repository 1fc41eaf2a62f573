"""A stretch of one lead as dots, around its own resting line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """A stretch of one lead.

    Attributes:
        lead: Its name.
        values_mv: Shape (samples,), millivolts above the resting line; NaN where nothing was
            recorded.
        highest_mv: The highest of them, zero or more.
        lowest_mv: The lowest of them, zero or less.
    """

    lead: str
    values_mv: NDArray[np.float64]
    highest_mv: float
    lowest_mv: float

    def height(self, dot_mv: float) -> int:
        """Rows of dots that it needs; one where nothing was recorded."""
        return round(self.highest_mv / dot_mv) + 1 + round(-self.lowest_mv / dot_mv)

    def dots(self, columns: int, rows: int, dot_mv: float) -> NDArray[np.bool_]:
        """Draw it.

        Args:
            columns: Columns of dots; each goes from its lowest to its highest sample, so that no
                peak is lost.
            rows: Rows of dots, at least ``height(dot_mv)``; it is drawn in their middle.
            dot_mv: Millivolts for a row.

        Returns:
            Shape (rows, columns), True where a dot is set; none where nothing was recorded.
        """
        rest = round(self.highest_mv / dot_mv) + (rows - self.height(dot_mv)) // 2
        lowest, highest = _ranges(self.values_mv / dot_mv, columns)
        row = np.arange(rows)[:, None]
        return np.asarray((row >= rest - np.rint(highest)) & (row <= rest - np.rint(lowest)))


def strip_of(
    lead: str, signal_mv: NDArray[np.float64], start: int, samples: int, limit_mv: float
) -> Strip:
    """Cut a stretch out of a lead.

    Args:
        lead: Its name.
        signal_mv: The lead, shape (samples,), millivolts; NaN where nothing was recorded.
        start: First sample of the stretch.
        samples: Its length; what lies beyond the end of the lead was not recorded.
        limit_mv: What is further from the resting line than this is cut off.
    """
    values = np.full(samples, np.nan)
    part = signal_mv[start : start + samples]
    values[: part.size] = part
    known = values[np.isfinite(values)]
    rest = np.median(known) if known.size else 0.0
    values = np.clip(values - rest, -limit_mv, limit_mv)
    highest, lowest = np.fmax.reduce(values, initial=0.0), np.fmin.reduce(values, initial=0.0)
    return Strip(lead, values, float(highest), float(lowest))


def _ranges(
    values: NDArray[np.float64], columns: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lowest and highest sample of each column, which begins with the last one of that before."""
    stops = np.linspace(0, values.size, columns + 1).astype(np.intp)
    parts = [
        values[max(0, start - 1) : max(stop, start + 1)]
        for start, stop in zip(stops[:-1].tolist(), stops[1:].tolist(), strict=True)
    ]
    lowest = np.array([np.fmin.reduce(part) for part in parts])
    return lowest, np.array([np.fmax.reduce(part) for part in parts])

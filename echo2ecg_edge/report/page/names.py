"""Where a lead's name is written: beside its own trace, near its start, where no wave runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.report.page.outline import COLUMN_MM, COLUMNS, outline
from echo2ecg_edge.report.page.rows import Placed
from echo2ecg_edge.report.strip_layout import Rows

NAME_HEIGHT_MM: Final = 2.4
BESIDE_MM: Final = 0.8
"""Between a name and the begin of its strip, and its trace."""
AWAY_MM: Final = (0.0, 1.5, 3.0)
"""A name may stand this much further from its trace."""
FARTHEST_MM: Final = 18.0
"""From the begin of the strip."""
STEP_MM: Final = 1.0
BELOW: Final = 25.0
"""A name under its trace could be taken for the one of the next row: as bad as so many mm."""
TOUCHED: Final = 20.0
"""A millimetre of a wave through a name: as bad as so many mm."""
OUTSIDE: Final = 1e4


@dataclass(frozen=True, slots=True)
class Spot:
    """Room for a name and its bar, in millimetres.

    Attributes:
        x_mm: Where it begins, from the begin of the first second.
        y_mm: Its baseline, from the top of the paper.
        width_mm: Of the name with its bar.
    """

    x_mm: float
    y_mm: float
    width_mm: float


class Ink:
    """What is drawn already: the traces, and the names that were written."""

    def __init__(self, rows: Rows, placed: Placed) -> None:
        """Remember where the traces run.

        Args:
            rows: The strips.
            placed: Where they stand.
        """
        outlines = [outline(row) for row in rows]
        rest = np.array(placed.rest_mm)[:, None]
        tops = rest - np.stack([one.highest_mv for one in outlines]) * placed.gain_mm
        bottoms = rest - np.stack([one.lowest_mv for one in outlines]) * placed.gain_mm
        self._placed = placed
        self._tops: NDArray[np.float64] = np.clip(tops, 0.0, placed.height_mm)
        self._bottoms: NDArray[np.float64] = np.clip(bottoms, 0.0, placed.height_mm)

    def write(self, row: int, start_mm: float, width_mm: float) -> Spot:
        """Find room for a name, and keep it for that name.

        Args:
            row: Of its strip.
            start_mm: Where the strip begins, from the begin of the first second.
            width_mm: Of the name with its bar.
        """
        _, spot = min(self._spots(row, start_mm, width_mm), key=lambda found: found[0])
        self._keep(spot)
        return spot

    def _spots(self, row: int, start_mm: float, width_mm: float) -> Iterator[tuple[float, Spot]]:
        """Yield places and how bad they are: far from the begin, far from rest, on a wave."""
        for right in np.arange(BESIDE_MM, FARTHEST_MM, STEP_MM).tolist():
            columns = _columns(start_mm + right, width_mm)
            rest = self._placed.rest_mm[row]
            top = float(np.fmin.reduce(self._tops[row, columns], initial=rest))
            bottom = float(np.fmax.reduce(self._bottoms[row, columns], initial=rest))
            for away in AWAY_MM:
                over = top - BESIDE_MM - away
                under = bottom + BESIDE_MM + NAME_HEIGHT_MM + away
                for y_mm, worse in ((over, 0.0), (under, BELOW)):
                    cost = right + abs(y_mm - rest) + worse + self._covered(columns, y_mm)
                    yield cost, Spot(start_mm + right, y_mm, width_mm)

    def _covered(self, columns: slice, y_mm: float) -> float:
        """How bad it is to write over what is there."""
        if not NAME_HEIGHT_MM < y_mm < self._placed.height_mm:
            return OUTSIDE
        tops, bottoms = self._tops[:, columns], self._bottoms[:, columns]
        touched = (tops < y_mm + 0.4) & (bottoms > y_mm - NAME_HEIGHT_MM - 0.4)
        return TOUCHED * COLUMN_MM * float(touched.any(axis=0).sum())

    def _keep(self, spot: Spot) -> None:
        """Add the name to what is drawn, as a row of its own."""
        top, bottom = np.full((2, 1, COLUMNS), np.nan)
        columns = _columns(spot.x_mm, spot.width_mm)
        top[0, columns], bottom[0, columns] = spot.y_mm - NAME_HEIGHT_MM, spot.y_mm
        self._tops = np.concatenate([self._tops, top])
        self._bottoms = np.concatenate([self._bottoms, bottom])


def _columns(x_mm: float, width_mm: float) -> slice:
    return slice(int(x_mm / COLUMN_MM), int(np.ceil((x_mm + width_mm) / COLUMN_MM)))

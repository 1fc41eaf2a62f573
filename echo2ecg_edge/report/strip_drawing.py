"""The ECG on a screen: three rows of four leads and a rhythm strip, to scale."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.report.strip import Strip
from echo2ecg_edge.report.strip_dots import BRAILLE, Pen, to_lines
from echo2ecg_edge.report.strip_layout import Rows, sheet, usual_limit_mv

WIDTH: Final = 80
NAME_WIDTH: Final = 4
FINEST_MV: Final = 0.05
"""No row of dots is finer: the noise of a flat line is not magnified."""
STEPS: Final = (1.0, 1.5, 2.0, 3.0, 5.0)


def drawing(
    signal_mv: NDArray[np.float32], rate_hz: float, leads: Sequence[str], pen: Pen, lines: int
) -> list[str]:
    """Draw an ECG, and say in the last line how large everything is.

    Each strip stands around its own resting line. A sheet lasts 10 s: of fewer leads, longer strips
    are drawn.

    Args:
        signal_mv: Shape (leads, samples), millivolts, baseline removed; NaN where nothing was
            recorded. What is longer than 10 s is not drawn.
        rate_hz: Its sampling rate.
        leads: Standard names of its rows.
        pen: What draws.
        lines: How many lines there may be at most, five or more.
    """
    known_mv = np.where(np.isfinite(signal_mv), signal_mv, np.float32(np.nan))
    limit_mv = usual_limit_mv(known_mv, rate_hz)
    rows = sheet(known_mv.astype(np.float64), rate_hz, leads, limit_mv)
    dot_mv = next(step for step in _steps() if _lines(rows, step, pen) < lines)
    drawn = [line.rstrip() for strips in rows for line in _row(strips, dot_mv, pen)]
    return [*drawn, _legend(rows, rate_hz, dot_mv, pen) + _cut(rows, limit_mv)]


def _steps() -> Iterator[float]:
    """Yield the heights that a row of dots may stand for, the finest first."""
    for power in range(math.floor(math.log10(FINEST_MV)), 40):
        yield from (step * 10.0**power for step in STEPS if step * 10.0**power >= FINEST_MV)


def _lines(rows: Rows, dot_mv: float, pen: Pen) -> int:
    return sum(_height(strips, dot_mv, pen) for strips in rows)


def _height(strips: list[Strip], dot_mv: float, pen: Pen) -> int:
    return math.ceil(max(strip.height(dot_mv) for strip in strips) / pen.down)


def _row(strips: list[Strip], dot_mv: float, pen: Pen) -> Iterator[str]:
    height = _height(strips, dot_mv, pen)
    width = (WIDTH + 1) // len(strips) - 1 - NAME_WIDTH
    drawn = []
    for strip in strips:
        lines = to_lines(strip.dots(width * pen.across, height * pen.down, dot_mv), pen)
        names = ["" if place else strip.lead for place in range(height)]
        named = zip(names, lines, strict=True)
        drawn.append([f"{name:<{NAME_WIDTH}}{line}" for name, line in named])
    return map(" ".join, zip(*drawn, strict=True))


def _legend(rows: Rows, rate_hz: float, dot_mv: float, pen: Pen) -> str:
    seconds = [strips[0].values_mv.size / rate_hz for strips in rows]
    lengths = " s, the last ".join(f"{length:.3g}" for length in dict.fromkeys(seconds))
    unit, unit_mv = ("row of dots", dot_mv) if pen is BRAILLE else ("line", pen.down * dot_mv)
    return f"Strips: {lengths} s. One {unit}: {unit_mv:g} mV."


def _cut(rows: Rows, limit_mv: float) -> str:
    strips = [strip for strips in rows for strip in strips]
    cut = {one.lead for one in strips if max(one.highest_mv, -one.lowest_mv) >= limit_mv}
    return f" Leads cut off: {len(cut)}." if cut else ""

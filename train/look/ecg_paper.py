"""Draw a 12-lead ECG as it comes out of the machine: 25 mm/s, 10 mm/mV, on red squared paper.

The axes' units are millimetres of paper, so a figure that gives them as many millimetres prints
true to scale.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MM_PER_S, MM_PER_MV = 25.0, 10.0
COLUMN_S: Final = 2.5
STRIP_S: Final = 10.0
LAYOUT: Final = (
    ("I", "aVR", "V1", "V4"),
    ("II", "aVL", "V2", "V5"),
    ("III", "aVF", "V3", "V6"),
)
RHYTHM_LEAD: Final = "II"
ROW_MM: Final = 24.0
PULSE_MM: Final = 8.0
"""Room for the calibration pulse in front of each row."""
WIDTH_MM: Final = PULSE_MM + STRIP_S * MM_PER_S + 2
HEIGHT_MM: Final = ROW_MM * (len(LAYOUT) + 1) + 4
FINE, BOLD, INK = "#f7d4d4", "#eda9a9", "#15151f"
LINE_PT: Final = 0.75


def draw_ecg_paper(axes: "Axes", ecg_mv: NDArray[np.float32], rate_hz: float) -> None:
    """Draw three rows of four leads, 2.5 s each, and lead II as rhythm strip over 10 s.

    Args:
        axes: Where to; its limits become WIDTH_MM x HEIGHT_MM.
        ecg_mv: Shape (12, samples), millivolts, in the order of LEADS; the first 10 s are drawn.
        rate_hz: Its sampling rate.
    """
    _squares(axes)
    for row, leads in enumerate(LAYOUT):
        level = _level(row)
        _pulse(axes, level)
        for column, lead in enumerate(leads):
            start_s = column * COLUMN_S
            _trace(axes, ecg_mv[LEADS.index(lead)], rate_hz, start_s, COLUMN_S, level)
            _name(axes, lead, start_s, level)
    level = _level(len(LAYOUT))
    _pulse(axes, level)
    _trace(axes, ecg_mv[LEADS.index(RHYTHM_LEAD)], rate_hz, 0, STRIP_S, level)
    _name(axes, RHYTHM_LEAD, 0, level)


def _level(row: int) -> float:
    """Height of a row's zero line: a little below its middle, as R waves point up."""
    return HEIGHT_MM - 2 - ROW_MM * (row + 0.56)


def _x_mm(time_s: float) -> float:
    return PULSE_MM + time_s * MM_PER_S


def _squares(axes: "Axes") -> None:
    for step, colour, width in ((1, FINE, 0.25), (5, BOLD, 0.5)):
        across, up = np.arange(0, WIDTH_MM + 1e-6, step), np.arange(0, HEIGHT_MM + 1e-6, step)
        axes.vlines(across, 0, HEIGHT_MM, colors=colour, linewidth=width, zorder=0.5)
        axes.hlines(up, 0, WIDTH_MM, colors=colour, linewidth=width, zorder=0.5)
    axes.set(xlim=(0, WIDTH_MM), ylim=(0, HEIGHT_MM), aspect="equal", xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(color=BOLD, linewidth=0.8)


def _pulse(axes: "Axes", level: float) -> None:
    """Draw one millivolt, 200 ms long."""
    x = [0.5, 1.5, 1.5, 6.5, 6.5, 7.5]
    y = [0, 0, MM_PER_MV, MM_PER_MV, 0, 0]
    axes.plot(x, np.array(y) + level, color=INK, linewidth=LINE_PT)


def _trace(
    axes: "Axes",
    lead_mv: NDArray[np.float32],
    rate_hz: float,
    start_s: float,
    length_s: float,
    level: float,
) -> None:
    first = round(start_s * rate_hz)
    shown = lead_mv[first : round((start_s + length_s) * rate_hz) + 1]
    x = _x_mm(0) + (first + np.arange(len(shown))) / rate_hz * MM_PER_S
    axes.plot(x, level + shown * MM_PER_MV, color=INK, linewidth=LINE_PT, solid_joinstyle="round")


def _name(axes: "Axes", lead: str, start_s: float, level: float) -> None:
    x = _x_mm(start_s)
    if start_s:
        axes.vlines(x, level - 3, level + 3, colors=INK, linewidth=LINE_PT)
    # Above the squares, below the trace.
    paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.6}
    axes.text(
        x + 1.2, level + 8.3, lead, fontsize=8, fontweight="bold", color=INK, bbox=paper, zorder=1.5
    )

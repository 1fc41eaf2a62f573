"""ECG paper: a line every millimetre, a stronger one every five, and the calibration pulse."""

from typing import Final

from echo2ecg_edge.report.page.svg import INK, element
from echo2ecg_edge.report.page.trace import UNITS

FINE: Final = "#f3d3d3"
STRONG: Final = "#dfa3a3"
LARGE: Final = 5
"""Millimetres between the stronger lines."""
PULSE_MM: Final = 5.0
"""0.2 s."""


def paper(width_mm: int, height_mm: int) -> str:
    """Return the grid.

    Args:
        width_mm: A multiple of five, as is the height.
        height_mm: Of the paper.
    """
    white = element("rect", width=width_mm * UNITS, height=height_mm * UNITS, fill="#ffffff")
    fine = element(
        "path", d=_lines(width_mm, height_mm, 1), stroke=FINE, stroke_width=2, fill="none"
    )
    strong = element(
        "path", d=_lines(width_mm, height_mm, LARGE), stroke=STRONG, stroke_width=3, fill="none"
    )
    return white + fine + strong


def _lines(width_mm: int, height_mm: int, step_mm: int) -> str:
    step, width, height = step_mm * UNITS, width_mm * UNITS, height_mm * UNITS
    across = f"M0 0{f'h{width}m-{width} {step}' * (height_mm // step_mm)}h{width}"
    return f"{across}M0 0{f'v{height}m{step}-{height}' * (width_mm // step_mm)}v{height}"


def pulse(x_mm: float, y_mm: float, gain_mm: float) -> str:
    """Return the calibration pulse of 1 mV and 0.2 s.

    Args:
        x_mm: Where it begins.
        y_mm: Its resting line.
        gain_mm: Millimetres for a millivolt.
    """
    x, y, high = round(x_mm * UNITS), round(y_mm * UNITS), round(gain_mm * UNITS)
    side = round(UNITS * 0.75)
    d = f"M{x - side} {y}h{side}v-{high}h{round(PULSE_MM * UNITS)}v{high}h{side}"
    return element("path", d=d, stroke=INK, stroke_width=5, fill="none")


def begin(x_mm: float, rest_mm: float) -> str:
    """Return a short mark where the next lead begins.

    Args:
        x_mm: Where that is.
        rest_mm: The resting line of its row.
    """
    d = f"M{round(x_mm * UNITS)} {round((rest_mm - 4) * UNITS)}v{8 * UNITS}"
    return element("path", d=d, stroke=INK, stroke_width=3, fill="none", stroke_dasharray="12 8")

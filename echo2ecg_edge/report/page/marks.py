"""What is marked on the paper: how much leads and seconds carried, and which leads are to blame."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.report.page.svg import INK, element, text
from echo2ecg_edge.report.page.trace import MM_PER_S, UNITS

BOLD: Final[Mapping[str, float | str]] = MappingProxyType(
    {
        "font_weight": "bold",
        "stroke": "#ffffff",
        "stroke_width": 14,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
)
"""White around the letters: a name is read even where a wave runs through it."""
NAME_SIZE: Final = 3.1
LETTER_MM: Final = 2.05
"""A letter of a name is never wider, on average."""
CROSS_MM: Final = 3.5
BAR_MM: Final = 6.0
BAR_HEIGHT_MM: Final = 1.3
BAR_GAP_MM: Final = 1.0
BAND_MM: Final = 6.0
"""Room for the boxes of the seconds, under the paper."""
TALLEST_MM: Final = 4.8
DARKEST, LIGHTEST = 60, 225


def lead_name(x_mm: float, y_mm: float, lead: str, carried: float | None) -> str:
    """Return a lead's name, and beside it a bar for how much it carried; None for no bar."""
    name = text(x_mm * UNITS, y_mm * UNITS, NAME_SIZE * UNITS, lead, **BOLD)
    if carried is None:
        return name
    left, top = x_mm + LETTER_MM * len(lead) + BAR_GAP_MM, y_mm - BAR_HEIGHT_MM - 0.4
    return name + _bar(left, top, BAR_MM, "#ffffff") + _bar(left, top, BAR_MM * carried, INK)


def name_width_mm(lead: str, is_blamed: bool, has_bar: bool) -> float:
    """Return how wide a name is with what stands beside it."""
    bar_mm = (BAR_GAP_MM + BAR_MM) * has_bar
    return LETTER_MM * len(lead) + CROSS_MM * is_blamed + bar_mm


def _bar(x_mm: float, y_mm: float, width_mm: float, fill: str) -> str:
    return element(
        "rect",
        x=x_mm * UNITS,
        y=y_mm * UNITS,
        width=width_mm * UNITS,
        height=BAR_HEIGHT_MM * UNITS,
        fill=fill,
        stroke=INK,
        stroke_width=3,
    )


def blamed(x_mm: float, y_mm: float, lead: str) -> str:
    """Return a lead's name beside a white cross on black."""
    x, y, size = x_mm * UNITS, y_mm * UNITS, NAME_SIZE * UNITS
    cross = f"M{x + 10:.0f} {y - 44:.0f}l36 36m0-36l-36 36"
    box = element("rect", x=x, y=y - 54, width=56, height=56, fill=INK)
    mark = element("path", d=cross, stroke="#ffffff", stroke_width=9, fill="none")
    return box + mark + text(x + CROSS_MM * UNITS, y, size, lead, **BOLD)


def band(x_mm: float, y_mm: float, edges_s: Sequence[float], carried: Sequence[float]) -> str:
    """Return a box for each second: taller and darker where it carried more.

    Args:
        x_mm: Where the first second begins.
        y_mm: Where the boxes stand.
        edges_s: Where the stretches begin and the last one ends.
        carried: Of each stretch, 0 to 1.
    """
    boxes = []
    for start_s, stop_s, value in zip(edges_s[:-1], edges_s[1:], carried, strict=True):
        share = min(max(value, 0.0), 1.0)
        shade = round(LIGHTEST + (DARKEST - LIGHTEST) * share)
        boxes.append(
            _box(x_mm, y_mm, (start_s, stop_s), share, f"#{shade:02x}{shade:02x}{shade:02x}")
        )
    return "".join(boxes)


def _box(x_mm: float, y_mm: float, span_s: tuple[float, float], share: float, fill: str) -> str:
    height = max(share * TALLEST_MM, 0.3)
    return element(
        "rect",
        x=(x_mm + span_s[0] * MM_PER_S + 0.4) * UNITS,
        y=(y_mm - height) * UNITS,
        width=((span_s[1] - span_s[0]) * MM_PER_S - 0.8) * UNITS,
        height=height * UNITS,
        fill=fill,
        stroke=INK,
        stroke_width=3,
    )


def carried_by(leads: Mapping[str, float] | None, lead: str) -> float | None:
    """Return how much a lead carried, 0 to 1; None where that is not known."""
    value = None if leads is None else leads.get(lead)
    return None if value is None else min(max(float(value), 0.0), 1.0)

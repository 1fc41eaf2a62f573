"""The ECG on paper: three rows of four leads and a long strip, 25 mm/s; 10 mm/mV where it fits."""

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.report.page.marks import (
    BAND_MM,
    band,
    blamed,
    carried_by,
    lead_name,
    name_width_mm,
)
from echo2ecg_edge.report.page.names import Ink
from echo2ecg_edge.report.page.paper import begin, paper, pulse
from echo2ecg_edge.report.page.parts import Figure
from echo2ecg_edge.report.page.rows import Placed, place
from echo2ecg_edge.report.page.svg import INK, drawing, element
from echo2ecg_edge.report.page.trace import MM_PER_S, UNITS, trace
from echo2ecg_edge.report.strip import Strip
from echo2ecg_edge.report.strip_layout import Rows, sheet

WIDTH_MM: Final = 265
START_MM: Final = 12.0
"""Where the first second begins; the calibration pulse stands before it."""
PULSE_AT_MM: Final = 3.0
PEN: Final = 5


def ecg_rows(signal_mv: NDArray[np.float64], rate_hz: float, leads: tuple[str, ...]) -> Rows:
    """Return the strips of an ECG, nothing cut off.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN where nothing was recorded.
        rate_hz: Its sampling rate.
        leads: Standard names of its rows.
    """
    return sheet(signal_mv, rate_hz, leads, math.inf)


def ecg_figure(
    rows: Rows,
    rate_hz: float,
    marked: Collection[str],
    explanation: Explanation | None,
    alt: str,
    highest_mm: int,
) -> tuple[Figure, Placed]:
    """Draw an ECG.

    Args:
        rows: From ``ecg_rows``.
        rate_hz: Of the strips.
        marked: Leads that are to blame.
        explanation: How much seconds and leads carried; None where nobody asked.
        alt: What the figure shows.
        highest_mm: Of the paper; the boxes of the seconds come on top of it.

    Returns:
        The figure, and where its rows stand.
    """
    placed = place(rows, highest_mm)
    carried = None if explanation is None else explanation.leads
    body = [paper(WIDTH_MM, placed.height_mm)]
    for row, rest_mm in zip(rows, placed.rest_mm, strict=True):
        body += [pulse(PULSE_AT_MM, rest_mm, placed.gain_mm)] if placed.gain_mm >= 1 else []
        body += [begin(x_mm, rest_mm) for x_mm, _ in _across(row)[1:]]
        body += [_strip(strip, rate_hz, x_mm, rest_mm, placed) for x_mm, strip in _across(row)]
    body += _names(rows, placed, marked, carried)
    height_mm = float(placed.height_mm)
    if explanation is not None:
        height_mm += BAND_MM
        seconds = explanation.edges_s.tolist(), explanation.seconds.tolist()
        body.append(band(START_MM, height_mm - 0.3, *seconds))
    svg = drawing(WIDTH_MM, height_mm, UNITS, "".join(body), alt)
    return Figure(svg, WIDTH_MM, height_mm, alt), placed


def is_cut(rows: Rows, placed: Placed) -> bool:
    """Whether a strip reaches beyond the paper."""
    return any(
        strip.highest_mv * placed.gain_mm > rest_mm
        or rest_mm - strip.lowest_mv * placed.gain_mm > placed.height_mm
        for row, rest_mm in zip(rows, placed.rest_mm, strict=True)
        for strip in row
    )


def _across(row: list[Strip]) -> list[tuple[float, Strip]]:
    """Return the strips of a row and where each begins."""
    width_mm = MM_PER_S * 10.0 / len(row)
    return [(START_MM + width_mm * place, strip) for place, strip in enumerate(row)]


def _strip(strip: Strip, rate_hz: float, x_mm: float, rest_mm: float, placed: Placed) -> str:
    values_mm = strip.values_mv * placed.gain_mm
    d = trace(values_mm, rate_hz, x_mm, rest_mm, placed.height_mm)
    join = {"stroke_linejoin": "round"}
    return element("path", d=d, stroke=INK, stroke_width=PEN, fill="none", **join) if d else ""


def _names(
    rows: Rows, placed: Placed, marked: Collection[str], carried: Mapping[str, float] | None
) -> Iterator[str]:
    """Yield the names of the leads; a strip without a lead has none."""
    ink = Ink(rows, placed)
    for place_of_row, row in enumerate(rows):
        for x_mm, strip in (one for one in _across(row) if one[1].lead):
            is_marked = strip.lead in marked
            share = None if is_marked else carried_by(carried, strip.lead)
            wide = name_width_mm(strip.lead, is_marked, share is not None)
            spot = ink.write(place_of_row, x_mm - START_MM, wide)
            at = START_MM + spot.x_mm, spot.y_mm
            yield blamed(*at, strip.lead) if is_marked else lead_name(*at, strip.lead, share)

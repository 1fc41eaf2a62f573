"""The QR code as a drawing."""

from itertools import groupby
from typing import Final

from echo2ecg_edge.report.page.parts import Figure
from echo2ecg_edge.report.page.svg import drawing, element

SIDE_MM: Final = 44.0
QUIET: Final = 4
"""Modules of white on every side. Source: ISO/IEC 18004."""


def qr_figure(said: str, alt: str) -> Figure:
    """Draw a code.

    Args:
        said: What it says.
        alt: What the figure shows.
    """
    import segno  # only reports with a code need it

    matrix = segno.make_qr(said, error="m", boost_error=False, encoding="utf-8").matrix
    side = len(matrix) + 2 * QUIET
    rows = (_runs(row, place + QUIET) for place, row in enumerate(matrix))
    white = element("rect", width=side, height=side, fill="#ffffff")
    modules = element("path", d="".join(rows), fill="#000000", shape_rendering="crispEdges")
    svg = drawing(SIDE_MM, SIDE_MM, side / SIDE_MM, white + modules, alt)
    return Figure(svg, SIDE_MM, SIDE_MM, alt)


def _runs(row: bytearray, y: int) -> str:
    """Return the dark modules of a row, those side by side as one rectangle."""
    path, x = "", QUIET
    for is_dark, run in groupby(map(bool, row)):
        length = len(list(run))
        path += f"M{x} {y}h{length}v1h-{length}z" if is_dark else ""
        x += length
    return path

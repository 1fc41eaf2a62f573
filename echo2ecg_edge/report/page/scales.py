"""Two calm scales: a risk against its threshold, and the LVEF with its interval."""

from typing import Final

from echo2ecg_edge.explanation import Interval
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.prediction import LvefEstimate
from echo2ecg_edge.report.page.parts import Figure
from echo2ecg_edge.report.page.svg import GREY, INK, drawing, element, text
from echo2ecg_edge.triage.risk import Risk

UNITS: Final = 20
RISK_MM: Final = (36.0, 3.2)
REACH: Final = 4.0
"""Log-odds from the threshold to either end; what is further stands at the end."""
LVEF_MM: Final = (60.0, 7.5)
LVEF_RANGE: Final = (10.0, 80.0)
BAR: Final = "#a6a6a6"


def risk_figure(risk: Risk, interval: Interval | None, alt: str) -> Figure:
    """Draw a risk relative to its threshold, which stands in the middle, on a scale of log-odds.

    Args:
        risk: What to draw.
        interval: Where it would lie again; None where that is not known.
        alt: The same in words.
    """
    width, height = (side * UNITS for side in RISK_MM)
    middle = height / 2
    body = [
        element("rect", x=width / 2, y=0, width=width / 2, height=height, fill="#eeeeee"),
        _line(0, middle, width, middle, 2, GREY),
        _bar(risk, interval, width, middle),
        _line(width / 2, 0, width / 2, height, 8, INK),
        _dot(risk, _at(risk.probability, risk.refer_at, width), middle),
    ]
    return Figure(drawing(*RISK_MM, UNITS, "".join(body), alt), *RISK_MM, alt)


def _at(probability: float, refer_at: float, width: float) -> float:
    distance = log_odds(probability) - log_odds(refer_at)
    return width / 2 * (1 + 0.94 * min(max(distance / REACH, -1.0), 1.0))


def _bar(risk: Risk, interval: Interval | None, width: float, middle: float) -> str:
    if interval is None:
        return ""
    low = _at(interval.low, risk.refer_at, width)
    high = _at(interval.high, risk.refer_at, width)
    return element("rect", x=low, y=middle - 9, width=max(high - low, 4), height=18, fill=BAR)


def _dot(risk: Risk, x: float, y: float) -> str:
    """A full dot refers, an empty one does not; a cross does not count."""
    if not risk.counts:
        return element(
            "path", d=f"M{x - 14:.0f} {y - 14:.0f}l28 28m0-28l-28 28", stroke=GREY, stroke_width=6
        )
    fill = INK if risk.refers else "#ffffff"
    return element("circle", cx=x, cy=y, r=20, fill=fill, stroke=INK, stroke_width=6)


def lvef_figure(lvef: LvefEstimate, alt: str) -> Figure:
    """Draw an LVEF with its interval on a scale from 10 to 80 %."""
    width, line = LVEF_MM[0] * UNITS, 58.0
    body = [_line(_lvef_at(10, width), line, _lvef_at(80, width), line, 4, INK)]
    for value in range(10, 81, 10):
        at = _lvef_at(value, width)
        body.append(_line(at, line, at, line + 16, 4, INK))
        body.append(text(at, line + 70, 48, str(value), text_anchor="middle"))
    low, high = _lvef_at(lvef.low, width), _lvef_at(lvef.high, width)
    body.append(element("rect", x=low, y=14, width=max(high - low, 4), height=28, fill=BAR))
    at = _lvef_at(lvef.value, width)
    body.append(element("circle", cx=at, cy=28, r=24, fill=INK))
    return Figure(drawing(*LVEF_MM, UNITS, "".join(body), alt), *LVEF_MM, alt)


def _lvef_at(value: float, width: float) -> float:
    first, last = LVEF_RANGE
    share = (min(max(value, first), last) - first) / (last - first)
    return 60 + share * (width - 120)


def _line(x: float, y: float, to_x: float, to_y: float, wide: int, colour: str) -> str:
    d = f"M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}"
    return element("path", d=d, stroke=colour, stroke_width=wide, fill="none")

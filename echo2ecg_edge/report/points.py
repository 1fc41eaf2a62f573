"""What each threshold of a label finds and costs at a prevalence, as text and as JSON."""

import textwrap
from typing import Any, Final

from echo2ecg_edge.model.tables import OperatingPoint
from echo2ecg_edge.report.words import DISCLAIMER, plain

WIDTH: Final = 80
SCHEMA: Final = "echo2ecg-edge/thresholds/1"

Points = tuple[OperatingPoint, ...]


def points_text(points: Points, key: str, prevalence: float, data: str) -> str:
    """Return a small table: threshold, sensitivity, specificity, PPV, NPV.

    Args:
        points: Of one label or finding.
        key: Its key.
        prevalence: Share of patients who have it, between 0 and 1.
        data: The patients that the points were measured on.
    """
    about = plain(f"{key} at a prevalence of {prevalence:.1%}, from {data}.")
    heading = f"{'threshold':>9} {'sensitivity':>12} {'specificity':>12} {'PPV':>8} {'NPV':>8}"
    rows = [_row(point, prevalence) for point in points]
    return "\n".join([*textwrap.wrap(about, WIDTH), "", heading, *rows, "", DISCLAIMER])


def points_document(points: Points, key: str, prevalence: float, data: str) -> dict[str, Any]:
    """Return the same as plain JSON; a predictive value is null where it does not exist."""
    return {
        "schema": SCHEMA,
        "label": key,
        "prevalence": prevalence,
        "data": data,
        "points": [_plain_point(point, prevalence) for point in points],
        "disclaimer": DISCLAIMER,
    }


def _plain_point(point: OperatingPoint, prevalence: float) -> dict[str, float | None]:
    return {
        "threshold": point.threshold,
        "sensitivity": point.sensitivity,
        "specificity": point.specificity,
        "ppv": point.ppv(prevalence),
        "npv": point.npv(prevalence),
    }


def _row(point: OperatingPoint, prevalence: float) -> str:
    return (
        f"{point.threshold:>9.1%} {point.sensitivity:>12.1%} {point.specificity:>12.1%} "
        f"{_share(point.ppv(prevalence)):>8} {_share(point.npv(prevalence)):>8}"
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"

"""Rows of MIMIC-IV-ECHO's structured measurements -> numbers, each within what a heart can be."""

import math
from collections.abc import Mapping
from typing import Final

from train.datasets.mimic_grades import atrial_pressure_mmhg

Fields = Mapping[str, tuple[str, ...]]
"""Measurement -> the entries of one echo, in lower case; several where it was entered twice."""

WIDE_CAVA_CM: Final = 2.1
NORMAL_RAP_MMHG, HIGH_RAP_MMHG = 3.0, 15.0

NUMBERS: Final = (
    "lvef", "lvef_upper", "biplane_lvef", "lvef_3d", "septal_thickness", "inf_lat_thickness",
    "tapse", "av_pk_vel", "av_mean_grad", "av_area_continuity", "tr_velocity", "tr_mmhg",
    "ivc_diam", "biplane_lvedv", "lvedv_3d", "biplane_lvesv", "lvesv_3d", "la_vol",
    "body_surface_area",
)  # fmt: skip


def measures_of(fields: Fields) -> dict[str, float]:
    """Return measure -> value, of those an echo has, under the project's names.

    Volumes stand as they are (``lvedv_ml``, ``lvesv_ml``, ``lvsv_ml``) and, where the body surface
    is stated, over it (``lvedv_ml_m2``, ``lvesv_ml_m2``, ``la_ml_m2``).
    """
    lvedv = _first(fields, ("biplane_lvedv", "lvedv_3d"), 10, 700)
    lvesv = _first(fields, ("biplane_lvesv", "lvesv_3d"), 3, 600)
    surface = largest(fields, "body_surface_area", 0.5, 4)
    found = {
        "lvef": best_lvef(fields),
        "wall_cm": wall_cm(fields),
        "tapse_cm": tapse_cm(fields),
        "av_vmax_ms": largest(fields, "av_pk_vel", 0, 8),
        "pasp_mmhg": pasp_mmhg(fields),
        "tr_vmax_ms": largest(fields, "tr_velocity", 0, 10),
        "lvedv_ml": lvedv,
        "lvesv_ml": lvesv,
        "lvsv_ml": None if lvedv is None or lvesv is None or lvesv > lvedv else lvedv - lvesv,
        "lvedv_ml_m2": _over(lvedv, surface),
        "lvesv_ml_m2": _over(lvesv, surface),
        "la_ml_m2": _over(largest(fields, "la_vol", 3, 500), surface),
    }
    return {name: value for name, value in found.items() if value is not None}


def best_lvef(fields: Fields) -> float | None:
    """LVEF in %: biplane, else 3-D, else the middle of the range that the reader gave."""
    best = _first(fields, ("biplane_lvef", "lvef_3d"), 0, 100)
    if best is not None:
        return best
    ends = [largest(fields, name, 0, 100) for name in ("lvef", "lvef_upper")]
    stated = [end for end in ends if end is not None]
    return sum(stated) / len(stated) if stated else None


def wall_cm(fields: Fields) -> float | None:
    """The thicker of septum and inferolateral wall; a posterior wall is not in the data."""
    walls = [largest(fields, name, 0.3, 3.0) for name in ("septal_thickness", "inf_lat_thickness")]
    return max((wall for wall in walls if wall is not None), default=None)


def tapse_cm(fields: Fields) -> float | None:
    """TAPSE; its entries mix centimetres (0.5 to 4) and millimetres (5 to 40)."""
    in_cm = largest(fields, "tapse", 0.5, 4.0)
    if in_cm is not None:
        return in_cm
    in_mm = largest(fields, "tapse", 5, 40)
    return None if in_mm is None else in_mm / 10


def pasp_mmhg(fields: Fields) -> float | None:
    """Systolic pressure in the lung artery: tricuspid gradient plus right atrial pressure."""
    gradient = largest(fields, "tr_mmhg", 0, 150)
    return None if gradient is None else gradient + right_atrial_mmhg(fields)


def right_atrial_mmhg(fields: Fields) -> float:
    """Right atrial pressure from the cava's description, else its width, else the normal 3 mmHg."""
    said = [atrial_pressure_mmhg(text) for text in fields.get("ivc", ())]
    stated = [pressure for pressure in said if pressure is not None]
    if stated:
        return max(stated)
    width = largest(fields, "ivc_diam", 0, 5)
    return HIGH_RAP_MMHG if width is not None and width > WIDE_CAVA_CM else NORMAL_RAP_MMHG


def largest(fields: Fields, name: str, low: float, high: float) -> float | None:
    """Return the largest entry within the limits, both included; None where there is none."""
    values = (_number(text) for text in fields.get(name, ()))
    return max((value for value in values if low <= value <= high), default=None)


def _first(fields: Fields, names: tuple[str, ...], low: float, high: float) -> float | None:
    values = (largest(fields, name, low, high) for name in names)
    return next((value for value in values if value is not None), None)


def _over(volume: float | None, surface: float | None) -> float | None:
    return None if volume is None or surface is None else volume / surface


def _number(text: str) -> float:
    """Read a number; NaN, which is within no limits, where it is not one."""
    try:
        return float(text)
    except ValueError:
        return math.nan

"""Links: how strongly each cause pushes each ECG pattern. The one table of the forward model.

Causes are the heart state's and the context's own quantities in handy units (``drivers``); patterns
are what a reader would name. A pattern's degree is 0 where it is absent and 1 where it is as strong
as in the typical real ECG that a reader gave that name; it grows with ``base + sum(strength *
cause)`` plus chance. A block's odds do the same. Labels appear nowhere here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from train.cohort.context import Context
from train.cohort.state import Floats, HeartState

HIGHEST_DEGREE = 1.7


@dataclass(frozen=True, slots=True)
class Link:
    """Causes of one pattern.

    Attributes:
        base: Where a healthy 61-year-old stands.
        chance: Standard deviation of what no cause explains; None where the pattern is all or
            nothing, and the sum is its log odds.
        causes: Driver -> strength.
        source: What the strengths were set by.
    """

    base: float
    chance: float | None
    causes: Mapping[str, float]
    source: str


CHOICE = "choice"
LADDER = "choice, set by the AUROCs"

LINKS = {
    "LVH": Link(
        -0.42,
        0.45,
        {
            "volume": 0.08,
            "mass": 0.19,
            "narrow": 0.76,
            "ar": 0.18,
            "athlete": 0.5,
            "young_man": 0.45,
            "obesity": -0.12,
            "infiltration": -0.9,
            "effusion": -0.2,
            "age": -0.03,
        },
        "voltage criteria",
    ),
    "STRAIN": Link(
        -0.85,
        0.40,
        {"volume": 0.04, "mass": 0.13, "narrow": 0.95, "weak": 0.20, "septal": 0.3, "ar": 0.1},
        "choice; too frequent in severe AS (see the table)",
    ),
    "ISC": Link(
        -0.75, 0.55, {"weak": 0.40, "scar": 0.5, "mass": 0.10, "stress": 0.12, "age": 0.06}, LADDER
    ),
    "NST": Link(
        -0.55,
        0.55,
        {
            "weak": 0.30,
            "digoxin": 0.5,
            "stress": 0.15,
            "age": 0.08,
            "rv_weak": 0.08,
            "potassium": -0.12,
        },
        LADDER,
    ),
    "NDT": Link(
        -0.50,
        0.55,
        {
            "weak": 0.50,
            "rv_load": 0.06,
            "rv_weak": 0.12,
            "narrow": 0.55,
            "effusion": 0.58,
            "infiltration": 0.4,
            "obesity": 0.08,
            "potassium": -0.15,
            "age": 0.06,
            "ar": 0.06,
        },
        LADDER,
    ),
    "AMI": Link(
        -0.75,
        0.38,
        {"scar_anterior": 1.7, "weak": 0.28, "infiltration": 0.6, "copd": 0.2, "old_scar": 0.5},
        LADDER,
    ),
    "IMI": Link(-0.75, 0.38, {"scar_inferior": 1.6, "infiltration": 0.3, "old_scar": 0.5}, LADDER),
    "LMI": Link(-0.75, 0.30, {"scar_lateral": 1.5, "scar_inferior": 0.3}, LADDER),
    "LAE": Link(
        -0.55,
        0.50,
        {"narrow": 0.25, "atrium": 0.4, "ms": 0.25, "mr": 0.05, "age": 0.05, "mass": 0.06},
        "P duration and P terminal force",
    ),
    "RAE": Link(-0.85, 0.40, {"rv_load": 0.15, "tr": 0.40, "rv_weak": 0.12, "copd": 0.45}, LADDER),
    "RVH": Link(
        -0.80,
        0.38,
        {"rv_load": 0.2, "rv_weak": 0.36, "pr": 0.17, "tr": 0.18, "copd": 0.3, "ms": 0.1},
        "RVH criteria",
    ),
    "LVOLT": Link(
        -0.80,
        0.42,
        {
            "effusion": 0.50,
            "infiltration": 0.7,
            "obesity": 0.16,
            "copd": 0.25,
            "rv_weak": 0.06,
            "weak": 0.05,
        },
        "low voltage in effusion and amyloid",
    ),
    "LBBB": Link(
        -5.1, None, {"weak": 1.75, "age": 0.25, "mass": 0.15, "narrow": 0.3}, "QRS and LVEF"
    ),
    "ILBBB": Link(-4.6, None, {"mass": 0.4, "weak": 0.4, "age": 0.2}, CHOICE),
    "RBBB": Link(
        -3.5, None, {"age": 0.40, "rv_load": 0.30, "rv_weak": 0.25, "old_scar": 0.3}, CHOICE
    ),
    "IRBBB": Link(-3.2, None, {"rv_load": 0.30, "athlete": 0.8, "rv_weak": 0.2}, CHOICE),
    "LAFB": Link(
        -3.2, None, {"age": 0.35, "weak": 0.35, "narrow": 0.3, "scar_anterior": 0.8}, CHOICE
    ),
    "LPFB": Link(-5.0, None, {"rv_load": 0.4, "copd": 0.8}, CHOICE),
    "IVCD": Link(-3.8, None, {"weak": 1.2, "infiltration": 1.0, "scar": 0.6}, "QRS and LVEF"),
    "WPW": Link(-5.8, None, {"age": -0.4}, CHOICE),
}
"""Patterns in the order of the beat law's effects: degrees first, then blocks by their odds."""

PATTERNS = tuple(LINKS)


def drivers(state: HeartState, context: Context) -> dict[str, Floats]:
    """Return every cause, shape (patients,): 0 in a healthy 61-year-old, about 1 when ill."""
    usual_mass = np.where(state.female, 72.0, 82.0)
    named = {name: getattr(context, name) for name in context.__slots__}
    scars = [state.scar_anterior, state.scar_inferior, state.scar_lateral]
    return named | {
        "age": (state.age_years - 61) / 10,
        "female": state.female.astype(float),
        "weak": np.clip((54 - state.lvef) / 20, 0, 2),
        "mass": np.clip((state.lv_mass_g_m2 - usual_mass) / 35, -1, 3),
        "volume": np.clip((state.lvedv_ml_m2 - 60) / 20, -1, 3),
        "septal": np.clip((state.septum_cm - state.posterior_cm - 0.2) / 0.3, 0, 2),
        "narrow": np.clip((state.av_vmax_ms - 2) / 2, 0, 1.5),
        "atrium": np.clip((state.la_ml_m2 - 27) / 9, -1.5, 3),
        "rv_load": np.clip((state.pa_pressure_mmhg - 33) / 15, -0.5, 3.5),
        "rv_weak": np.clip((1.95 - state.tapse_cm) / 0.4, 0, 3),
        "mr": np.clip(state.mr - 0.7, 0, 3),
        "ms": np.clip(state.ms - 0.5, 0, 3),
        "tr": np.clip(state.tr - 0.7, 0, 3),
        "ar": np.clip(state.ar - 0.7, 0, 3),
        "pr": np.clip(state.pr - 0.7, 0, 3),
        "effusion": np.clip((state.effusion_mm - 5) / 8, 0, 2.5),
        "infiltration": state.infiltration,
        "scar": np.maximum.reduce(scars),
        "scar_anterior": scars[0],
        "scar_inferior": scars[1],
        "scar_lateral": scars[2],
    }


def draw_patterns(causes: dict[str, Floats], rng: np.random.Generator) -> Floats:
    """Draw the degree of every pattern, shape (patients, len(PATTERNS)), 0 to HIGHEST_DEGREE.

    Of the complete blocks a patient has one at most.
    """
    n = len(causes["age"])
    degrees = np.zeros((n, len(PATTERNS)))
    for column, link in enumerate(LINKS.values()):
        push = link.base + sum((w * causes[cause] for cause, w in link.causes.items()), np.zeros(n))
        if link.chance is None:
            degrees[:, column] = rng.random(n) < 1 / (1 + np.exp(-push))
        else:
            degrees[:, column] = np.clip(push + rng.normal(0, link.chance, n), 0, HIGHEST_DEGREE)
    _one_block(degrees)
    return degrees


def _one_block(degrees: Floats) -> None:
    """Let the first named complete block hide the others."""
    taken = np.zeros(len(degrees), bool)
    for name in ("WPW", "LBBB", "RBBB", "IVCD", "ILBBB", "IRBBB"):
        column = PATTERNS.index(name)
        degrees[taken, column] = 0
        taken |= degrees[:, column] > 0
    left = degrees[:, PATTERNS.index("LBBB")] > 0
    for name in ("LAFB", "LPFB", "AMI", "STRAIN"):
        degrees[left, PATTERNS.index(name)] = 0
    degrees[degrees[:, PATTERNS.index("LAFB")] > 0, PATTERNS.index("LPFB")] = 0

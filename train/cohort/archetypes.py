"""Archetypes: the common ways a heart is ill, as shifts of a healthy heart's echo measures.

A shift is ``base + slope * severity`` with a severity in 0..1 drawn per patient; ``log_`` shifts
multiply. Frequencies are chosen so that label prevalences come near EchoNext's training set
(FACTS: LVEF 23 %, wall 24 %, any disease 52 %); they are choices, not measurements.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Archetype:
    """One way of being ill: how common, and what it does to the echo measures."""

    share: float
    shifts: dict[str, tuple[float, float]] = field(default_factory=dict)


ARCHETYPES = {
    "healthy": Archetype(0.36),
    "hypertensive": Archetype(0.23, {"wall_cm": (0.15, 0.55), "la_ml_m2": (1, 8)}),
    "ischaemic": Archetype(
        0.145,
        {"lvef": (-7, -36), "lvedv_ml_m2": (5, 28), "log_mr": (0.1, 0.8), "infarct": (0.25, 0.75)},
    ),
    "dilated": Archetype(
        0.105,
        {"lvef": (-12, -30), "lvedv_ml_m2": (15, 45), "log_mr": (0.2, 0.9), "tapse_cm": (0, -0.5)},
    ),
    "hypertrophic": Archetype(0.015, {"wall_cm": (0.5, 0.8), "lvef": (4, 2), "log_mr": (0.2, 0.5)}),
    "amyloid": Archetype(
        0.02,
        {
            "wall_cm": (0.35, 0.5),
            "lvef": (0, -12),
            "tapse_cm": (-0.1, -0.5),
            "infiltration": (0.4, 0.6),
            "log_effusion": (0.4, 0.8),
            "la_ml_m2": (5, 10),
        },
    ),
    "aortic_stenosis": Archetype(
        0.053, {"av_vmax_ms": (0.8, 2.6), "wall_cm": (0.05, 0.35), "la_ml_m2": (1, 6)}
    ),
    "aortic_regurgitation": Archetype(0.015, {"ar": (1.0, 2.4), "lvedv_ml_m2": (10, 35)}),
    "mitral": Archetype(0.035, {"mr": (1.0, 2.4), "la_ml_m2": (8, 18), "pasp_mmhg": (2, 18)}),
    "pulmonary": Archetype(
        0.10,
        {
            "pasp_mmhg": (10, 38),
            "tapse_cm": (-0.2, -0.8),
            "log_tr": (0.3, 1.1),
            "log_pr": (0.2, 0.9),
        },
    ),
    "effusion": Archetype(0.035, {"effusion_mm": (4, 22)}),
    "atrial": Archetype(0.045, {"la_ml_m2": (8, 16), "log_mr": (0.2, 0.7), "log_tr": (0.3, 0.8)}),
}


def draw_shifts(patients: int, rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
    """Draw an archetype and a severity per patient; return the shift of every measure.

    One patient in six carries a second archetype, because diseases come together.

    Returns:
        Name of the measure -> shift, shape (patients,); missing names are not shifted.
    """
    names = list(ARCHETYPES)
    share = np.array([ARCHETYPES[name].share for name in names])
    shifts: dict[str, NDArray[np.float64]] = {}
    for carries in (np.ones(patients, bool), rng.random(patients) < 1 / 6):
        chosen = rng.choice(len(names), patients, p=share / share.sum())
        severity = rng.beta(1.4, 1.6, patients)
        for index, name in enumerate(names):
            has = carries & (chosen == index)
            for measure, (base, slope) in ARCHETYPES[name].shifts.items():
                shift = shifts.setdefault(measure, np.zeros(patients))
                shift[has] += base + slope * severity[has]
    return shifts

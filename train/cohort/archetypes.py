"""Archetypes: the common ways a heart is ill, as shifts of a healthy heart's echo measures.

A patient may carry several. Each is drawn by age and sex, and by a frailty that makes some people
collect diseases; a shift is ``base + slope * severity`` with a severity in 0..1 drawn for each
disease; ``log_`` shifts multiply. Frequencies are set so that label prevalences meet EchoNext's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from train.cohort.state import Flags, Floats

FRAILTY = 0.5
"""Log odds that one SD of frailty adds to every disease; choice, set by SHD's prevalence."""


@dataclass(frozen=True, slots=True)
class Archetype:
    """One way of being ill.

    Attributes:
        share: Frequency at 61 years, both sexes, at average frailty.
        per_decade: Log odds added by ten years of age.
        women: Log odds added for women.
        severity: Beta parameters of the severity.
        shifts: Measure -> (base, slope).
    """

    share: float
    per_decade: float = 0.0
    women: float = 0.0
    severity: tuple[float, float] = (1.3, 1.6)
    shifts: Mapping[str, tuple[float, float]] = field(default_factory=dict)


ARCHETYPES = {
    "hypertensive LVH": Archetype(
        0.41, 0.22, -0.10, (1.2, 1.8),
        {"wall_cm": (0.12, 0.52), "la_ml_m2": (1, 8), "pasp_mmhg": (0, 5)},
    ),
    "ischaemic": Archetype(
        0.155, 0.35, -0.7, (1.2, 1.4),
        {"lvef": (-5, -34), "lvedv_ml_m2": (4, 26), "log_mr": (0.1, 0.6), "scar": (0.25, 0.7)},
    ),
    "dilated": Archetype(
        0.120, 0.0, -0.4, (1.4, 1.4),
        {"lvef": (-12, -32), "lvedv_ml_m2": (14, 42), "log_mr": (0.2, 0.8), "tapse_cm": (0, -0.5)},
    ),
    "hypertrophic": Archetype(
        0.012, -0.05, -0.2, (1.4, 1.4),
        {"septum_cm": (0.5, 0.8), "wall_cm": (0.05, 0.15), "lvef": (4, 4), "log_mr": (0.2, 0.5)},
    ),
    "amyloid": Archetype(
        0.010, 0.7, -0.8, (1.6, 1.3),
        {
            "wall_cm": (0.30, 0.45), "lvef": (0, -16), "tapse_cm": (-0.1, -0.6),
            "infiltration": (0.4, 0.6), "log_effusion": (0.4, 0.8), "la_ml_m2": (5, 10),
            "lvedv_ml_m2": (-4, -8),
        },
    ),
    "aortic stenosis": Archetype(
        0.032, 0.65, -0.1, (1.3, 1.3),
        {
            "av_vmax_ms": (0.7, 2.9), "wall_cm": (0.03, 0.32), "la_ml_m2": (1, 6),
            "log_ar": (0.5, 0.4),
        },
    ),
    "aortic regurgitation": Archetype(
        0.013, 0.15, -0.4, (1.4, 1.4),
        {"ar": (0.8, 2.4), "lvedv_ml_m2": (8, 42), "wall_cm": (0.02, 0.12), "lvef": (0, -8)},
    ),
    "rheumatic mitral": Archetype(
        0.012, 0.05, 0.9, (1.4, 1.4),
        {
            "ms": (0.8, 2.4), "log_mr": (0.4, 1.0), "la_ml_m2": (8, 26), "pasp_mmhg": (4, 26),
            "log_tr": (0.2, 0.6),
        },
    ),
    "mitral regurgitation": Archetype(
        0.035, 0.25, 0.1, (1.4, 1.3),
        {"mr": (0.8, 2.4), "la_ml_m2": (5, 20), "lvedv_ml_m2": (4, 22), "pasp_mmhg": (2, 16)},
    ),
    "atrial disease": Archetype(
        0.09, 0.55, -0.2, (1.4, 1.4),
        {"la_ml_m2": (6, 16), "log_mr": (0.1, 0.6), "log_tr": (0.1, 0.7)},
    ),
    "pulmonary hypertension": Archetype(
        0.125, 0.15, 0.25, (1.2, 1.5),
        {
            "pasp_mmhg": (8, 44), "tapse_cm": (-0.1, -0.75), "log_tr": (0.2, 1.0),
            "log_pr": (0.2, 1.1),
        },
    ),
    "right ventricular failure": Archetype(
        0.045, 0.0, -0.3, (1.4, 1.4),
        {"tapse_cm": (-0.3, -0.9), "log_tr": (0.2, 0.9), "rv_basal_cm": (0.3, 1.0)},
    ),
    "effusion": Archetype(0.033, 0.0, 0.0, (1.2, 1.5), {"effusion_mm": (4, 26)}),
}  # fmt: skip
HEALTHY = "healthy"
NAMES = (HEALTHY, *ARCHETYPES)


@dataclass(frozen=True, slots=True)
class Illness:
    """Which diseases each patient has.

    Attributes:
        shift: Measure -> shift, shape (patients,); missing names are not shifted.
        main: Index into NAMES of the most severe disease, shape (patients,).
    """

    shift: dict[str, Floats]
    main: NDArray[np.int8]

    def of(self, measure: str) -> Floats:
        """Return the shift of a measure, zero where no disease touches it."""
        return self.shift.get(measure, np.zeros(len(self.main)))


def draw_illness(age_years: Floats, female: Flags, rng: np.random.Generator) -> Illness:
    """Draw the diseases of each patient and what they do to the echo measures."""
    n = len(age_years)
    frailty = rng.normal(0, 1, n)
    decades = (age_years - 61) / 10
    shift: dict[str, Floats] = {}
    worst, main = np.zeros(n), np.zeros(n, np.int8)
    for index, archetype in enumerate(ARCHETYPES.values(), start=1):
        odds = np.log(archetype.share / (1 - archetype.share)) + FRAILTY * frailty
        odds = odds + archetype.per_decade * decades + archetype.women * (female - 0.5)
        has = rng.random(n) < 1 / (1 + np.exp(-odds))
        severity = np.where(has, rng.beta(*archetype.severity, n), 0)
        for measure, (base, slope) in archetype.shifts.items():
            shift[measure] = shift.get(measure, np.zeros(n)) + has * (base + slope * severity)
        main = np.where(severity > worst, index, main).astype(np.int8)
        worst = np.maximum(worst, severity)
    return Illness(shift, main)

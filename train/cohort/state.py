"""HeartState: what is true about each simulated heart, before any machine looks at it."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from train.cohort.archetypes import draw_shifts

Floats = NDArray[np.float64]

MEASURES = (
    "lvef", "lvedv_ml_m2", "wall_cm", "la_ml_m2", "av_vmax_ms", "ar", "mr", "tr", "pr",
    "tapse_cm", "pasp_mmhg", "tr_vmax_ms", "effusion_mm",
)  # fmt: skip
"""The echo measures, in the order of ``HeartState.measures()``."""


@dataclass(frozen=True, slots=True)
class HeartState:
    """One value per patient, shape (patients,).

    Valve leaks (``ar mr tr pr``) are graded 0 none, 1 mild, 2 moderate, 3 severe, continuously.
    ``infarct`` and ``infiltration`` are 0..1; ``body`` is a standard score of body size, which
    weakens the ECG without telling anything about the heart.
    """

    age_years: Floats
    female: NDArray[np.bool_]
    body: Floats
    lvef: Floats
    lvedv_ml_m2: Floats
    wall_cm: Floats
    la_ml_m2: Floats
    av_vmax_ms: Floats
    ar: Floats
    mr: Floats
    tr: Floats
    pr: Floats
    tapse_cm: Floats
    pasp_mmhg: Floats
    tr_vmax_ms: Floats
    effusion_mm: Floats
    infarct: Floats
    infiltration: Floats
    atrial_fibrillation: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.age_years)

    def measures(self) -> NDArray[np.float32]:
        """Return the echo measures as float32, shape (patients, len(MEASURES))."""
        return np.stack([getattr(self, name) for name in MEASURES], axis=1).astype(np.float32)

    @property
    def lv_mass(self) -> Floats:
        """LV mass relative to a healthy heart, from wall and cavity; about 1 when normal."""
        return (self.wall_cm / 0.95) ** 1.2 * (self.lvedv_ml_m2 / 60) ** 0.6

    def __getitem__(self, chosen: NDArray[np.int64] | slice) -> "HeartState":
        return HeartState(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})


def sample_states(patients: int, rng: np.random.Generator) -> HeartState:
    """Draw hearts: healthy values by age and sex, an archetype's shifts, then their consequences.

    Healthy LVEF, left atrium and PASP follow FACTS section 3; the other links are choices.
    """
    n = patients
    shift = draw_shifts(n, rng)

    def shifted(name: str) -> Floats:
        return shift.get(name, np.zeros(n))

    def graded(name: str, median: float) -> Floats:
        """A leak that is nearly always trivial, unless the archetype says otherwise."""
        trivial = median * np.exp(rng.normal(0, 0.5, n) + shifted(f"log_{name}"))
        return trivial + shifted(name)

    age = np.clip(rng.normal(61.3, 16.5, n), 18, 98)
    female = rng.random(n) < 0.49
    older = (age - 60) / 10
    lvef = np.clip(60 + 1.5 * female + rng.normal(0, 5, n) + shifted("lvef"), 8, 80)
    weak = np.maximum(50 - lvef, 0)
    la = np.maximum(25 + 1.2 * older + rng.normal(0, 6, n) + shifted("la_ml_m2") + 0.25 * weak, 10)
    log_af = -3.6 + 0.45 * older + 0.11 * (la - 26)
    atrial_fibrillation = rng.random(n) < 1 / (1 + np.exp(-log_af))
    mr = np.clip(graded("mr", 0.5) * np.exp(0.010 * weak + 0.02 * (la - 26)), 0, 4)
    pasp = (
        26 + 2.0 * older + rng.normal(0, 6, n) + shifted("pasp_mmhg")
        + 0.6 * weak + 4 * np.maximum(mr - 1, 0) + 4 * atrial_fibrillation
    )  # fmt: skip
    pasp = np.clip(pasp, 12, 110)
    strain = np.maximum(pasp - 34, 0)
    tapse = 2.15 + rng.normal(0, 0.32, n) + shifted("tapse_cm") - 0.019 * weak - 0.010 * strain
    tr = graded("tr", 0.66) * np.exp(0.020 * strain + 0.3 * atrial_fibrillation)
    right_atrial_pressure = 4 + 0.12 * strain + rng.gamma(2, 1.2, n)
    tr_vmax = np.sqrt(np.maximum(pasp - right_atrial_pressure, 4) / 4)
    return HeartState(
        age_years=age,
        female=female,
        body=rng.normal(0, 1, n),
        lvef=lvef,
        lvedv_ml_m2=np.maximum(60 + rng.normal(0, 10, n) + shifted("lvedv_ml_m2") + 0.5 * weak, 25),
        wall_cm=np.maximum(
            0.98 - 0.09 * female + 0.02 * older + rng.normal(0, 0.12, n) + shifted("wall_cm"), 0.5
        ),
        la_ml_m2=la,
        av_vmax_ms=np.maximum(
            1.3 + 0.05 * older + rng.normal(0, 0.2, n) + shifted("av_vmax_ms"), 0.6
        ),
        ar=np.clip(graded("ar", 0.3) + 0.04 * np.maximum(older, 0), 0, 4),
        mr=mr,
        tr=np.clip(tr, 0, 4),
        pr=np.clip(graded("pr", 0.4) * np.exp(0.01 * strain), 0, 4),
        tapse_cm=np.clip(tapse, 0.4, 3.5),
        pasp_mmhg=pasp,
        tr_vmax_ms=tr_vmax,
        effusion_mm=graded("effusion", 1.0) + shifted("effusion_mm"),
        infarct=np.clip(shifted("infarct"), 0, 1),
        infiltration=np.clip(shifted("infiltration"), 0, 1),
        atrial_fibrillation=atrial_fibrillation,
    )

"""HeartState: what is true about each simulated heart, before any machine looks at it."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SINUS, AF, FLUTTER = range(3)

MEASURES = (
    "lvef", "lvedv_ml_m2", "lvesv_ml_m2", "wall_cm", "lv_mass_g_m2", "la_ml_m2", "ra_ml_m2",
    "rv_basal_cm", "tapse_cm", "av_vmax_ms", "ar", "mr", "ms", "tr", "pr", "pasp_mmhg",
    "tr_vmax_ms", "effusion_mm",
)  # fmt: skip
"""The echo measures, in the order of ``HeartState.measures()``."""


@dataclass(frozen=True, slots=True)
class HeartState:
    """One value per patient, shape (patients,).

    Valve lesions (``ar mr ms tr pr``) are graded 0 none, 1 mild, 2 moderate, 3 severe, continuously
    up to 4. ``pa_pressure_mmhg`` is the systolic pressure in the lung artery, ``pasp_mmhg`` what
    an echo estimates it to be. Scars are 0..1, the share of a coronary territory that no
    longer moves. ``infiltration`` is 0..1. ``archetype`` names the patient's main disease for
    people who look at it; neither ECG nor labels ever read it.
    """

    age_years: Floats
    female: Flags
    bsa_m2: Floats
    bmi: Floats
    lvef: Floats
    lvedv_ml_m2: Floats
    septum_cm: Floats
    posterior_cm: Floats
    scar_anterior: Floats
    scar_inferior: Floats
    scar_lateral: Floats
    la_ml_m2: Floats
    ra_ml_m2: Floats
    rv_basal_cm: Floats
    tapse_cm: Floats
    av_vmax_ms: Floats
    ar: Floats
    mr: Floats
    ms: Floats
    tr: Floats
    pr: Floats
    pa_pressure_mmhg: Floats
    pasp_mmhg: Floats
    rap_mmhg: Floats
    tr_vmax_ms: Floats
    effusion_mm: Floats
    infiltration: Floats
    rhythm: NDArray[np.int8]
    archetype: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.age_years)

    def __getitem__(self, chosen: NDArray[np.int64] | slice) -> "HeartState":
        return HeartState(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})

    def measures(self) -> NDArray[np.float32]:
        """Return the echo measures as float32, shape (patients, len(MEASURES))."""
        return np.stack([getattr(self, name) for name in MEASURES], axis=1).astype(np.float32)

    @property
    def wall_cm(self) -> Floats:
        """The thicker of septum and posterior wall."""
        return np.maximum(self.septum_cm, self.posterior_cm)

    @property
    def lvesv_ml_m2(self) -> Floats:
        """End-systolic volume, from LVEF and end-diastolic volume."""
        return self.lvedv_ml_m2 * (1 - self.lvef / 100)

    @property
    def lvsv_ml_m2(self) -> Floats:
        """Total stroke volume, leaks included."""
        return self.lvedv_ml_m2 * self.lvef / 100

    @property
    def lvidd_cm(self) -> Floats:
        """Inner diameter in diastole of a ventricle twice as long as wide."""
        return np.cbrt(self.lvedv_ml_m2 * self.bsa_m2 / (2.0 * np.pi / 6))

    @property
    def lv_mass_g_m2(self) -> Floats:
        """LV mass over body surface. Source: Devereux's cube formula (ASE 2015)."""
        inner = self.lvidd_cm
        outer = inner + self.septum_cm + self.posterior_cm
        return (0.8 * 1.04 * (outer**3 - inner**3) + 0.6) / self.bsa_m2

    @property
    def av_mean_gradient_mmhg(self) -> Floats:
        """Mean aortic gradient, about 0.61 of the peak one of Bernoulli's 4 v^2."""
        return 0.61 * 4 * self.av_vmax_ms**2

    def put(self, rows: Flags, others: "HeartState") -> "HeartState":
        """Return the state with ``others`` in the rows that are set, in order."""
        changed = {}
        for field in fields(self):
            values = getattr(self, field.name).copy()
            values[rows] = getattr(others, field.name)
            changed[field.name] = values
        return HeartState(**changed)

    @staticmethod
    def join(parts: "list[HeartState]") -> "HeartState":
        """Put states one after the other."""
        names = [field.name for field in fields(HeartState)]
        return HeartState(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})


OWN = ("age_years", "female", "bsa_m2", "bmi", "rhythm", "archetype")
HEALTHY = {
    "lvef": 60.0, "lvedv_ml_m2": 58.0, "septum_cm": 0.95, "posterior_cm": 0.92, "la_ml_m2": 25.0,
    "ra_ml_m2": 23.0, "rv_basal_cm": 3.4, "tapse_cm": 2.3, "av_vmax_ms": 1.3, "ar": 0.2, "mr": 0.3,
    "tr": 0.4, "pr": 0.2, "pa_pressure_mmhg": 25.0, "pasp_mmhg": 25.0, "rap_mmhg": 5.0,
    "tr_vmax_ms": 2.2, "effusion_mm": 1.0,
}  # fmt: skip


def without_disease(state: HeartState) -> HeartState:
    """Return healthy hearts of the same age, sex, body and rhythm."""
    n = len(state)
    healthy = {f.name: np.full(n, HEALTHY.get(f.name, 0.0)) for f in fields(state)}
    return HeartState(**healthy | {name: getattr(state, name) for name in OWN})

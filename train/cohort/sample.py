"""Draw hearts: healthy values by age and sex, the diseases' shifts, then their consequences.

Healthy LVEF, left atrium, PASP and the frequency of atrial fibrillation follow published values;
what one lesion does to the next (a weak ventricle leaks, back pressure tires the right side) is
chosen here, without a source.
"""

import numpy as np

from train.cohort.archetypes import Illness, draw_illness
from train.cohort.state import AF, FLUTTER, SINUS, Flags, Floats, HeartState

FLUTTER_SHARE = 0.12
"""Of all patients in atrial fibrillation or flutter; PTB-XL has 73 with flutter beside 1,514."""


PASP_ERROR_MMHG = 7.0
"""Error of one echo estimate against the catheter, one SD; choice."""


def sample_states(patients: int, rng: np.random.Generator) -> HeartState:
    """Draw one heart per patient.

    Args:
        patients: How many.
        rng: Source of chance; everything about the patients follows from it.
    """
    n = patients
    age = np.clip(rng.normal(61.3, 16.3, n), 18, 100)
    female = rng.random(n) < 0.48
    ill = draw_illness(age, female, rng)
    older = (age - 61) / 10
    bmi = np.clip(np.exp(rng.normal(np.log(27.5), 0.20, n)), 15, 60)
    height_m = np.where(female, 1.62, 1.76) + rng.normal(0, 0.07, n)
    lvef = np.clip(58.5 + 2.5 * female + rng.normal(0, 5, n) + ill.of("lvef"), 8, 80)
    weak = np.maximum(50 - lvef, 0)
    left = _left_heart(older, female, lvef, weak, ill, rng)
    rhythm = _rhythm(older, left["la_ml_m2"], weak, rng)
    right = _right_heart(older, left, rhythm != SINUS, weak, ill, rng)
    return HeartState(
        age_years=age,
        female=female,
        bsa_m2=np.sqrt(bmi * height_m**2 * height_m * 100 / 3600),
        bmi=bmi,
        lvef=lvef,
        **left,
        **right,
        **_scars(ill, rng),
        effusion_mm=_effusion(weak, right["rap_mmhg"], ill, rng),
        infiltration=np.clip(ill.of("infiltration"), 0, 1),
        rhythm=rhythm,
        archetype=ill.main,
    )


def _leak(name: str, median: float, ill: Illness, rng: np.random.Generator) -> Floats:
    """A leak that is nearly always trivial, unless a disease says otherwise."""
    n = len(ill.main)
    return median * np.exp(rng.normal(0, 0.5, n) + ill.of(f"log_{name}")) + ill.of(name)


def _left_heart(
    older: Floats,
    female: Flags,
    lvef: Floats,
    weak: Floats,
    ill: Illness,
    rng: np.random.Generator,
) -> dict[str, Floats]:
    n = len(older)
    thick = 0.98 - 0.09 * female + 0.02 * older + rng.normal(0, 0.11, n) + ill.of("wall_cm")
    septum = thick + rng.normal(0.02, 0.05, n) + ill.of("septum_cm")
    la = 24 + 1.2 * older + rng.normal(0, 6, n) + ill.of("la_ml_m2") + 0.28 * weak
    la = np.maximum(la, 10)
    volume = 60 - 5 * female - 1.5 * older + rng.normal(0, 9, n) + ill.of("lvedv_ml_m2")
    volume = np.maximum(volume + 0.55 * weak - 0.25 * np.maximum(lvef - 60, 0), 25)
    mr = _leak("mr", 0.345, ill, rng) * np.exp(0.014 * weak + 0.022 * (la - 26))
    return {
        "lvedv_ml_m2": volume,
        "septum_cm": np.maximum(septum, 0.5),
        "posterior_cm": np.maximum(thick + rng.normal(-0.03, 0.05, n), 0.5),
        "la_ml_m2": la,
        "av_vmax_ms": np.maximum(
            1.3 + 0.05 * older + rng.normal(0, 0.2, n) + ill.of("av_vmax_ms") - 0.004 * weak, 0.6
        ),
        "ar": np.clip(_leak("ar", 0.3, ill, rng) * np.exp(0.08 * older), 0, 4),
        "mr": np.clip(mr, 0, 4),
        "ms": np.clip(ill.of("ms"), 0, 4),
    }


def _rhythm(
    older: Floats, la: Floats, weak: Floats, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """Atrial fibrillation: doubles with each decade, and goes with a large atrium."""
    odds = -3.65 + 0.55 * older + 0.085 * (la - 26) + 0.012 * weak
    has = rng.random(len(la)) < 1 / (1 + np.exp(-odds))
    flutter = rng.random(len(la)) < FLUTTER_SHARE
    return np.where(has, np.where(flutter, FLUTTER, AF), SINUS).astype(np.int8)


def _right_heart(
    older: Floats,
    left: dict[str, Floats],
    no_sinus: Flags,
    weak: Floats,
    ill: Illness,
    rng: np.random.Generator,
) -> dict[str, Floats]:
    n = len(older)
    back_pressure = 0.55 * weak + 5 * np.maximum(left["mr"] - 1, 0) + 4 * no_sinus
    pressure = 25 + 1.8 * older + rng.normal(0, 6, n) + ill.of("pasp_mmhg") + back_pressure
    pressure = np.clip(pressure, 12, 115)
    load = np.maximum(pressure - 35, 0)
    tapse = 2.33 + rng.normal(0, 0.30, n) + ill.of("tapse_cm") - 0.020 * weak - 0.011 * load
    tapse = np.clip(tapse - 0.12 * no_sinus, 0.4, 3.5)
    tired = np.maximum(1.9 - tapse, 0)
    tr = _leak("tr", 0.49, ill, rng) * np.exp(0.018 * load + 0.35 * no_sinus + 0.45 * tired)
    tr = np.clip(tr, 0, 4)
    rap = np.clip(3.5 + 0.09 * load + 2.0 * np.maximum(tr - 1, 0) + rng.gamma(2, 1.0, n), 2, 25)
    pasp = np.clip(pressure + rng.normal(0, PASP_ERROR_MMHG, n), 12, 120)
    basal = 3.3 + rng.normal(0, 0.35, n) + ill.of("rv_basal_cm") + 0.010 * load + 0.45 * tired
    return {
        "ra_ml_m2": np.maximum(22 + rng.normal(0, 5, n) + 7 * tr + 8 * no_sinus, 8),
        "rv_basal_cm": np.clip(basal + 0.12 * tr, 2.2, 7),
        "tapse_cm": tapse,
        "tr": tr,
        "pr": np.clip(_leak("pr", 0.285, ill, rng) * np.exp(0.010 * load), 0, 4),
        "pa_pressure_mmhg": pressure,
        "pasp_mmhg": pasp,
        "rap_mmhg": rap,
        "tr_vmax_ms": np.sqrt(np.maximum(pasp - rap, 4) / 4),
    }


def _scars(ill: Illness, rng: np.random.Generator) -> dict[str, Floats]:
    """One coronary territory, sometimes two."""
    n = len(ill.main)
    size = np.clip(ill.of("scar"), 0, 1)
    territory = rng.choice(3, n, p=[0.45, 0.38, 0.17])
    second = np.where(rng.random(n) < 0.2, rng.choice(3, n), -1)
    names = ("scar_anterior", "scar_inferior", "scar_lateral")
    return {
        name: size * np.where(territory == k, 1.0, np.where(second == k, 0.6, 0.0))
        for k, name in enumerate(names)
    }


def _effusion(weak: Floats, rap: Floats, ill: Illness, rng: np.random.Generator) -> Floats:
    trivial = np.exp(rng.normal(0, 0.5, len(weak)) + ill.of("log_effusion"))
    return trivial * np.exp(0.008 * weak + 0.03 * (rap - 5)) + ill.of("effusion_mm")

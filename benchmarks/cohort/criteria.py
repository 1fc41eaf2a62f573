"""Classical ECG criteria against the simulated echo: do simple signs work as well as published?"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort import signs
from benchmarks.cohort.bootstrap import interval, mean_interval
from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.measured import NAN, Measured
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import simulated

PART = "criteria"
LVH_G_M2 = (115.0, 95.0)
"""LV mass index of echo LVH from here on: men, women. Source: ASE/EACVI 2015."""
LVH_WITHIN = 0.08
LVH_CRITERIA = (
    ("Sokolow-Lyon", signs.sokolow, 0.22, 0.940, 0.62),
    ("Cornell", signs.cornell, 0.26, 0.949, 0.72),
    ("Peguero-Lo Presti", signs.peguero, 0.43, 0.905, 0.83),
)
"""Name, score, published sensitivity, specificity and AUROC."""
WIDE_QRS_MS, LARGE_LA_ML_M2, SEVERE_AS_MS = 120, 34, 4.0


def measure(bench: Bench) -> list[Measured]:
    """Measure the test split."""
    ecgs = simulated(bench, "test")
    return [*hypertrophy(ecgs), *weak_ventricle(ecgs), *others(ecgs), *right_heart(ecgs)]


def echo_lvh(ecgs: Ecgs) -> NDArray[np.bool_]:
    """Return who has LV hypertrophy by LV mass index, shape (patients,)."""
    men, women = LVH_G_M2
    return ecgs.measure("lv_mass_g_m2") > np.where(ecgs.female, women, men)


def hypertrophy(ecgs: Ecgs) -> list[Measured]:
    """Voltage criteria for LVH, voltage against mass, and strain in severe aortic stenosis."""
    from train.evaluate import area_under_roc

    ill, rows = echo_lvh(ecgs), []
    for name, score, sensitivity, specificity, auc in LVH_CRITERIA:
        says = score(ecgs)
        allowed = (round(sensitivity - LVH_WITHIN, 3), round(sensitivity + LVH_WITHIN, 3))
        what = f"{name} for echo LVH"
        rows.append(sensitivity_at(what, says, ill, specificity, sensitivity, allowed))
        known = np.isfinite(says)
        figure = area_under_roc(ill[known], says[known])
        rows.append(Measured(PART, f"{what}, AUROC", figure, published=auc))
    cornell, mass = ecgs.feature("cornell_mv"), ecgs.measure("lv_mass_g_m2")
    rows.append(_correlation("Cornell voltage with LV mass index", cornell, mass, 0.25))
    severe = ecgs.measure("av_vmax_ms") >= SEVERE_AS_MS
    note = f"{int(severe.sum())} patients with {SEVERE_AS_MS:.0f} m/s or more"
    for name, sign, published in (
        ("strain in V5 or V6", signs.strain(ecgs), 0.20),
        ("LVH by Sokolow-Lyon or Cornell", signs.lvh_by_voltage(ecgs), 0.47),
        ("LVH by echo", ill, 0.66),
    ):
        figures = mean_interval(sign[severe])
        rows.append(Measured(PART, f"{name}, in severe AS", *figures, published, note=note))
    return rows


def weak_ventricle(ecgs: Ecgs) -> list[Measured]:
    """Wide QRS in a low LVEF, and what a normal ECG says about LVEF."""
    lvef, wide = ecgs.measure("lvef"), ecgs.machine_says("qrs_ms") >= WIDE_QRS_MS
    low, mild = lvef <= 40, (lvef > 40) & (lvef < 50)
    normal = ecgs.finding("NORM")
    return [
        Measured(
            PART, "QRS of 120 ms or more where LVEF <= 40", *mean_interval(wide[low]), 0.31,
            (0.25, 0.37),
        ),
        Measured(
            PART, "QRS of 120 ms or more where LVEF is 41 to 49", *mean_interval(wide[mild]), 0.15
        ),
        Measured(
            PART, "normal ECG: LVEF above 40 (NPV)", *mean_interval(lvef[normal] > 40), 0.915,
            note=f"{normal.mean():.0%} of ECGs are read as normal; "
            f"LVEF <= 40 in {low.mean():.0%} of all",
        ),
    ]  # fmt: skip


def others(ecgs: Ecgs) -> list[Measured]:
    """Low voltage in effusion, P duration in a large left atrium."""
    effusion = ecgs.measure("effusion_mm") >= 10
    large = ecgs.measure("la_ml_m2") > LARGE_LA_ML_M2
    return [
        sensitivity_at(
            "low limb voltage for effusion", signs.low_voltage(ecgs), effusion, 0.94, 0.12,
            (0.05, 0.20),
        ),
        sensitivity_at(
            "P duration for left atrium > 34 mL/m2", ecgs.feature("p_ms"), large, 0.49, 0.69,
            (0.59, 0.79), "sinus rhythm only; published at 110 ms",
        ),
    ]  # fmt: skip


def right_heart(ecgs: Ecgs) -> list[Measured]:
    """RVH criteria, and T inversion over the right ventricle; wide QRS left out."""
    strained = (ecgs.measure("pasp_mmhg") >= 45) | (ecgs.measure("tapse_cm") < 1.4)
    narrow = ecgs.machine_says("qrs_ms") < WIDE_QRS_MS
    found, inverted = signs.rvh(ecgs), signs.t_inverted_v1_to_v3(ecgs)
    ill, well = narrow & strained, narrow & ~strained
    note = "any of R V1, R V1 + S V5/6, R/S V1, axis above 110; QRS below 120 ms"
    common = "published: common"
    rv = "for PASP >= 45 or a weak RV"
    return [
        Measured(
            PART, f"RVH criteria {rv}, sensitivity", *mean_interval(found[ill]),
            allowed=(0.18, 0.43), note=note,
        ),
        Measured(
            PART, f"RVH criteria {rv}, specificity", *mean_interval(~found[well]),
            allowed=(0.83, 0.95), note=note,
        ),
        Measured(PART, f"T inversion V1 to V3 {rv}, sensitivity", *mean_interval(inverted[ill]),
                 note=common),
        Measured(PART, f"T inversion V1 to V3 {rv}, specificity", *mean_interval(~inverted[well])),
    ]  # fmt: skip


def sensitivity_at(
    name: str,
    score: NDArray[np.float32],
    ill: NDArray[np.bool_],
    specificity: float,
    published: float,
    allowed: tuple[float, float],
    note: str = "",
) -> Measured:
    """Compare the sensitivity at the published specificity; unmeasurable ECGs are left out."""
    known = np.isfinite(score)
    says, truth = score[known], ill[known]
    figures = interval(lambda rows: sensitivity(says[rows], truth[rows], specificity), len(says))
    rest = f"{int(truth.sum())} of {len(truth)} measurable patients have it"
    note = f"{rest}; {note}" if note else rest
    name = f"{name}, sensitivity at specificity {specificity:.3f}"
    return Measured(PART, name, *figures, published, allowed, note)


def sensitivity(score: NDArray[np.float32], ill: NDArray[np.bool_], specificity: float) -> float:
    """Return the share of the ill above the threshold that spares this share of the rest."""
    if ill.all() or not ill.any():
        return NAN
    threshold = np.quantile(score[~ill], specificity)
    return float((score[ill] > threshold).mean())


def _correlation(
    name: str, one: NDArray[np.float32], other: NDArray[np.float32], published: float
) -> Measured:
    known = np.isfinite(one) & np.isfinite(other)
    pair = np.stack([one[known], other[known]]).astype(np.float64)
    figures = interval(lambda rows: float(np.corrcoef(pair[:, rows])[0, 1]), pair.shape[1])
    return Measured(PART, f"{name}, r", *figures, published)

"""Classical ECG signs from the feature table: scores that rise with what they look for.

Every function takes a split and returns shape (patients,); a score is NaN where the ECG cannot be
measured. The voltages themselves, with their sources, are those of ``echo2ecg_edge.measure``.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.ecgs import Ecgs

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
CORNELL_MV, PEGUERO_MV = (2.8, 2.0), (2.8, 2.3)
"""Limits for men and women."""
SOKOLOW_MV = 3.5
RVH_R_V1_MV, RVH_SUM_MV, RVH_R_SHARE, RVH_AXIS_DEG = 0.7, 1.05, 0.5, 110.0
INVERTED_MV, DEPRESSED_MV = -0.1, -0.05


def sokolow(ecgs: Ecgs) -> Floats:
    """Sokolow-Lyon voltage over its limit."""
    return ecgs.feature("sokolow_mv") / np.float32(SOKOLOW_MV)


def cornell(ecgs: Ecgs) -> Floats:
    """Cornell voltage over the limit of the patient's sex."""
    return _over(ecgs, "cornell_mv", CORNELL_MV)


def peguero(ecgs: Ecgs) -> Floats:
    """Peguero-Lo Presti voltage over the limit of the patient's sex."""
    return _over(ecgs, "peguero_mv", PEGUERO_MV)


def low_voltage(ecgs: Ecgs) -> Floats:
    """The tallest QRS of the limb leads, peak to peak, with the sign turned round."""
    return -ecgs.feature("limb_voltage_mv")


def rvh(ecgs: Ecgs) -> Flags:
    """Any usual criterion of right ventricular hypertrophy. Source: AHA/ACCF/HRS 2009, part V."""
    axis = ecgs.feature("qrs_axis_deg")
    signs = [
        ecgs.feature("r_V1") >= RVH_R_V1_MV,
        ecgs.feature("rvh_sum_mv") > RVH_SUM_MV,
        ecgs.feature("r_share_V1") > RVH_R_SHARE,
        (axis > RVH_AXIS_DEG) & (axis <= 180),
    ]
    return np.any(signs, axis=0)


def t_inverted_v1_to_v3(ecgs: Ecgs) -> Flags:
    """T waves below -0.1 mV in V1, V2 and V3 alike."""
    return np.all([ecgs.feature(f"t_{lead}") < INVERTED_MV for lead in ("V1", "V2", "V3")], axis=0)


def strain(ecgs: Ecgs) -> Flags:
    """An inverted T beside ST depression in V5 or V6."""
    found = [
        (ecgs.feature(f"t_{lead}") < INVERTED_MV) & (ecgs.feature(f"st60_{lead}") < DEPRESSED_MV)
        for lead in ("V5", "V6")
    ]
    return np.any(found, axis=0)


def lvh_by_voltage(ecgs: Ecgs) -> Flags:
    """Sokolow-Lyon or Cornell at their usual limits."""
    return (sokolow(ecgs) >= 1) | (cornell(ecgs) > 1)


def _over(ecgs: Ecgs, name: str, limits: tuple[float, float]) -> Floats:
    men, women = limits
    return ecgs.feature(name) / np.where(ecgs.female, women, men).astype(np.float32)

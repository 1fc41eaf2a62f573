"""Voltage criteria of hypertrophy and low voltage, and the P terminal force.

Amplitudes are per lead in the order of ``LEADS``; a QS complex counts as S.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.amplitudes import QrsAmplitudes

SOKOLOW_LYON_MV: Final = 3.5
CORNELL_MV: Final = (2.8, 2.0)
"""Above this: men, women."""
PEGUERO_LO_PRESTI_MV: Final = (2.8, 2.3)
"""From here on: men, women."""
LOW_LIMB_MV: Final = 0.5
LOW_CHEST_MV: Final = 1.0
RVH_SUM_MV: Final = 1.05
RVH_R_V1_MV: Final = 0.7
MM_PER_MV: Final = 10.0
LIMB_LEADS: Final = 6
"""The first six of ``LEADS``."""


def sokolow_lyon_mv(qrs: QrsAmplitudes) -> float:
    """S in V1 plus the taller R of V5 and V6. Source: Sokolow and Lyon 1949.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return _at(qrs.s_mv, "V1") + max(_at(qrs.r_mv, "V5"), _at(qrs.r_mv, "V6"))


def cornell_mv(qrs: QrsAmplitudes) -> float:
    """R in aVL plus S in V3. Source: Casale 1985.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return _at(qrs.r_mv, "aVL") + _at(qrs.s_mv, "V3")


def peguero_lo_presti_mv(qrs: QrsAmplitudes) -> float:
    """Deepest S of all leads plus S in V4. Source: Peguero 2017.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return float(qrs.s_mv.max()) + _at(qrs.s_mv, "V4")


def meets_sokolow_lyon(qrs: QrsAmplitudes) -> bool:
    """Say whether LVH is likely: 3.5 mV or more. Source: Sokolow and Lyon 1949.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return sokolow_lyon_mv(qrs) >= SOKOLOW_LYON_MV


def meets_cornell(qrs: QrsAmplitudes, *, female: bool) -> bool:
    """Say whether LVH is likely: above 2.8 mV in men, 2.0 mV in women. Source: Casale 1985.

    Args:
        qrs: Amplitudes of the twelve leads.
        female: Whether the patient is a woman.
    """
    return cornell_mv(qrs) > CORNELL_MV[female]


def meets_peguero_lo_presti(qrs: QrsAmplitudes, *, female: bool) -> bool:
    """Say whether LVH is likely: 2.8 mV or more in men, 2.3 mV in women. Source: Peguero 2017.

    Args:
        qrs: Amplitudes of the twelve leads.
        female: Whether the patient is a woman.
    """
    return peguero_lo_presti_mv(qrs) >= PEGUERO_LO_PRESTI_MV[female]


def low_limb_voltage(qrs: QrsAmplitudes) -> bool:
    """Say whether the QRS stays below 0.5 mV, peak to peak, in every limb lead.

    Source: AHA/ACCF/HRS recommendations 2007, part II.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return bool((peak_to_peak_mv(qrs)[:LIMB_LEADS] < LOW_LIMB_MV).all())


def low_chest_voltage(qrs: QrsAmplitudes) -> bool:
    """Say whether the QRS stays below 1.0 mV, peak to peak, in every chest lead.

    Source: AHA/ACCF/HRS recommendations 2007, part II.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return bool((peak_to_peak_mv(qrs)[LIMB_LEADS:] < LOW_CHEST_MV).all())


def peak_to_peak_mv(qrs: QrsAmplitudes) -> NDArray[np.float32]:
    """QRS from its deepest to its highest point, shape (leads,).

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return np.asarray(qrs.r_mv + np.maximum(qrs.q_mv, qrs.s_mv))


def rvh_sum_mv(qrs: QrsAmplitudes) -> float:
    """R in V1 plus the deeper S of V5 and V6. Source: Sokolow and Lyon 1949.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    return _at(qrs.r_mv, "V1") + max(_at(qrs.s_mv, "V5"), _at(qrs.s_mv, "V6"))


def meets_rvh(qrs: QrsAmplitudes) -> bool:
    """Say whether any voltage criterion of right ventricular hypertrophy is met.

    R V1 + S V5/V6 above 1.05 mV, R V1 of 0.7 mV or more, or R larger than S in V1.

    Source: AHA/ACCF/HRS recommendations 2009, part V, table 3.

    Args:
        qrs: Amplitudes of the twelve leads.
    """
    r_v1, s_v1 = _at(qrs.r_mv, "V1"), _at(qrs.s_mv, "V1")
    return rvh_sum_mv(qrs) > RVH_SUM_MV or r_v1 >= RVH_R_V1_MV or r_v1 > s_v1


def p_terminal_force_mm_s(p_wave_mv: NDArray[np.float32], rate_hz: float) -> float:
    """Depth times duration of the negative end of the P wave in V1, or of a wholly negative one.

    From 0.04 mm s on it is a sign of left atrial abnormality. Source: Morris 1964.

    Args:
        p_wave_mv: P wave of the twelve leads above the line between its feet, from ``p_wave_mv``.
        rate_hz: Its sampling rate.
    """
    v1 = p_wave_mv[LEADS.index("V1")]
    positive = np.flatnonzero(v1[: int(v1.argmin())] > 0)
    terminal = v1[int(positive[-1]) + 1 if positive.size else 0 :]
    below = terminal < 0
    return float(-terminal.min(initial=0.0) * MM_PER_MV * below.sum() / rate_hz)


def _at(values: NDArray[np.float32], lead: str) -> float:
    return float(values[LEADS.index(lead)])

"""Features that combine the voltages of several leads: the usual criteria as numbers."""

from typing import Final

import numpy as np

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import voltages
from echo2ecg_edge.measure.amplitudes import QrsAmplitudes, qrs_amplitudes
from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.median_beat import MedianBeat

VOLTAGE_NAMES: Final = (
    "sokolow_mv", "cornell_mv", "cornell_product_mv_ms", "peguero_mv", "rvh_sum_mv",
    "r_share_V1", "r_transition_lead", "limb_voltage_mv", "chest_voltage_mv", "total_voltage_mv",
)  # fmt: skip
LEAST_MV: Final = 0.01


def voltage_features(beat: MedianBeat, waves: Waves) -> dict[str, float | None]:
    """Measure the voltage sums of the usual criteria.

    Args:
        beat: The median beat.
        waves: Its waves.

    Returns:
        Value by name.
    """
    qrs = qrs_amplitudes(beat, waves)
    heights = voltages.peak_to_peak_mv(qrs)
    qrs_ms = (waves.qrs_end - waves.qrs_onset) * 1000 / beat.rate_hz
    return {
        "sokolow_mv": voltages.sokolow_lyon_mv(qrs),
        "cornell_mv": voltages.cornell_mv(qrs),
        "cornell_product_mv_ms": voltages.cornell_mv(qrs) * qrs_ms,
        "peguero_mv": voltages.peguero_lo_presti_mv(qrs),
        "rvh_sum_mv": voltages.rvh_sum_mv(qrs),
        "r_share_V1": _r_share(qrs)[0],
        "r_transition_lead": _transition(qrs),
        "limb_voltage_mv": float(heights[: voltages.LIMB_LEADS].max()),
        "chest_voltage_mv": float(heights[voltages.LIMB_LEADS :].max()),
        "total_voltage_mv": float(heights.sum()),
    }


def _r_share(qrs: QrsAmplitudes) -> list[float]:
    """R over R plus S in V1 to V6."""
    chest = slice(LEADS.index("V1"), LEADS.index("V6") + 1)
    r, s = qrs.r_mv[chest], qrs.s_mv[chest]
    shares: list[float] = (r / np.maximum(r + s, LEAST_MV)).tolist()
    return shares


def _transition(qrs: QrsAmplitudes) -> float:
    """Number of the first chest lead whose R is larger than its S; 7 where none is."""
    larger = [number for number, share in enumerate(_r_share(qrs), start=1) if share > 0.5]
    return float(larger[0]) if larger else 7.0

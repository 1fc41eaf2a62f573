"""Electrical axes of the P wave, QRS and T wave in the frontal plane."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS

LEAST_AREA_MVS: Final = 2e-4
"""Below this area (0.02 mV over 10 ms) a wave has no axis."""
AUGMENTED: Final = 2 / np.sqrt(3)
"""An augmented lead sees the same vector smaller than a bipolar one, by this factor."""


def areas_mvs(
    signal_mv: NDArray[np.float32], rate_hz: float, start: int, stop: int
) -> NDArray[np.float32]:
    """Net area of a wave in every lead, millivolt seconds, shape (leads,).

    Args:
        signal_mv: Shape (leads, samples), millivolts, zero at rest.
        rate_hz: Its sampling rate.
        start: First sample of the wave.
        stop: The sample after its last.
    """
    return np.asarray(signal_mv[:, start:stop].sum(axis=-1) / rate_hz, np.float32)


def frontal_axis_deg(areas: NDArray[np.float32]) -> float | None:
    """Axis from the net areas in I and aVF: 0 to the left, 90 downwards, -180 to 180.

    Args:
        areas: Net areas in the order of ``LEADS``, from ``areas_mvs``.

    Returns:
        Degrees; None where the wave hardly reaches the frontal plane.

    Source: AHA/ACCF/HRS recommendations 2009, part III; scaling of aVF after Macfarlane.
    """
    left = float(areas[LEADS.index("I")])
    down = float(areas[LEADS.index("aVF")]) * AUGMENTED
    if np.hypot(left, down) < LEAST_AREA_MVS:
        return None
    return float(np.degrees(np.arctan2(down, left)))

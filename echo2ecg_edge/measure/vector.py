"""The heart's electrical vector, reconstructed from the twelve leads."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS

KORS_LEADS: Final = tuple(LEADS.index(n) for n in ("V1", "V2", "V3", "V4", "V5", "V6", "I", "II"))
KORS: Final = np.array(
    [
        [-0.13, 0.05, -0.01, 0.14, 0.06, 0.54, 0.38, -0.07],
        [0.06, -0.02, -0.05, 0.06, -0.17, 0.13, -0.07, 0.93],
        [-0.43, -0.06, -0.14, -0.20, -0.11, 0.31, 0.11, -0.23],
    ],
    np.float32,
)
"""Regression from eight leads to X (left), Y (down), Z (back). Source: Kors 1990."""


def kors_xyz(twelve: NDArray[np.float32]) -> NDArray[np.float32]:
    """Frank's leads X, Y, Z from twelve leads.

    Args:
        twelve: Shape (12, ...), in the order of ``LEADS``: signals or areas.

    Returns:
        Shape (3, ...), same unit.
    """
    return np.asarray(np.tensordot(KORS, twelve[list(KORS_LEADS)], axes=1), np.float32)


def angle_deg(one: NDArray[np.float32], other: NDArray[np.float32]) -> float | None:
    """Angle between two vectors in space, 0 to 180 degrees; None where one is zero.

    Args:
        one: Shape (3,).
        other: Shape (3,).
    """
    lengths = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    if lengths < 1e-12:
        return None
    return float(np.degrees(np.arccos(np.clip(float(one @ other) / lengths, -1, 1))))

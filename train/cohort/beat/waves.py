"""A beat as a moving dipole: Gaussian bumps of a three-dimensional vector, seen by a lead field.

Frank axes: x to the patient's left, y to the feet, z to the back. A beat is a flat list of
parameters, one row a patient, so that the same list can be fitted to real beats and drawn for
simulated ones: each wave's vector, time and width, then what makes this torso's lead field differ
from the average one.

Source of the kind of model: McSharry et al. 2003 (Gaussian waves), Sameni et al. 2007 (in three
dimensions); of the average lead field: Dower et al. 1980.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.cohort.state import Floats

WAVE_NAMES = ("P1", "P2", "Q", "R1", "R2", "S1", "S2", "ST", "T1", "T2", "U")
P1, P2, Q, R1, R2, S1, S2, ST, T1, T2, U = range(11)
WAVES = len(WAVE_NAMES)
P_WAVES, QRS_WAVES, T_WAVES = slice(P1, P2 + 1), slice(Q, S2 + 1), slice(ST, U + 1)

LEAD_FIELD = np.array(
    [
        [0.632, -0.235, 0.059],
        [0.235, 1.066, -0.132],
        [-0.515, 0.157, -0.917],
        [0.044, 0.164, -1.387],
        [0.882, 0.098, -1.277],
        [1.213, 0.127, -0.601],
        [1.125, 0.127, -0.086],
        [0.831, 0.076, 0.230],
    ]
)
"""Leads I II V1..V6 from Frank x y z. Source: Dower et al. 1980."""
LEADS, AXES = LEAD_FIELD.shape

TYPICAL_VECTOR_MV = np.array(
    [
        [0.05, 0.09, -0.04], [0.05, 0.04, 0.04],
        [-0.14, -0.04, -0.22], [0.70, 0.30, 0.0], [0.75, 0.30, 0.30], [-0.10, -0.05, 0.40],
        [-0.10, -0.10, 0.10],
        [0.02, 0.02, -0.02], [0.16, 0.08, -0.11], [0.20, 0.10, -0.13], [0.01, 0.01, -0.01],
    ]
)  # fmt: skip
TYPICAL_TIME_S = np.array(
    [-0.145, -0.105, -0.022, -0.004, 0.008, 0.026, 0.042, 0.12, 0.21, 0.27, 0.42]
)
TYPICAL_WIDTH_S = np.array(
    [0.016, 0.018, 0.009, 0.010, 0.011, 0.011, 0.012, 0.050, 0.045, 0.032, 0.040]
)

NARROWEST_S = 0.006
WIDEST_S = np.array([0.024, 0.026, 0.020, 0.020, 0.022, 0.026, 0.030, 0.080, 0.075, 0.060, 0.060])
"""Bounds of the widths: without them P and U run out into the baseline."""

VECTOR, TIME, WIDTH, TORSO = (
    slice(0, 3 * WAVES),
    slice(3 * WAVES, 4 * WAVES),
    slice(4 * WAVES, 5 * WAVES),
    slice(5 * WAVES, 5 * WAVES + LEADS * AXES),
)
PARAMETERS = TORSO.stop


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat per patient.

    Attributes:
        vector_mv: Shape (patients, WAVES, 3), Frank x y z.
        time_s: Shape (patients, WAVES), relative to the peak of QRS.
        width_s: Shape (patients, WAVES), standard deviations of the bumps.
        lead_field: Shape (patients, 8, 3): leads I II V1..V6 from x y z.
    """

    vector_mv: Floats
    time_s: Floats
    width_s: Floats
    lead_field: Floats

    def __len__(self) -> int:
        return len(self.time_s)

    def dipole(self, t_s: Floats) -> NDArray[np.float32]:
        """Return the dipole in mV at times relative to the peak: (patients, times, 3)."""
        steep = (np.sqrt(0.5) / self.width_s).astype(np.float32)[:, None]
        away = t_s.astype(np.float32)[None, :, None] - self.time_s.astype(np.float32)[:, None]
        bumps: NDArray[np.float32] = np.exp(-np.square(away * steep))
        return bumps @ self.vector_mv.astype(np.float32)


def unpack(parameters: Floats) -> Beat:
    """Read beats out of flat parameters, shape (patients, PARAMETERS)."""
    n = len(parameters)
    return Beat(
        parameters[:, VECTOR].reshape(n, WAVES, 3),
        parameters[:, TIME],
        np.clip(np.exp(parameters[:, WIDTH]), NARROWEST_S, WIDEST_S),
        LEAD_FIELD + parameters[:, TORSO].reshape(n, LEADS, AXES),
    )


def typical() -> Floats:
    """Return the parameters from which a fit starts, shape (PARAMETERS,)."""
    torso = np.zeros(LEADS * AXES)
    return np.concatenate(
        [TYPICAL_VECTOR_MV.ravel(), TYPICAL_TIME_S, np.log(TYPICAL_WIDTH_S), torso]
    )


def spread() -> Floats:
    """Return how far a fit may stray from the typical beat, one SD, shape (PARAMETERS,)."""
    vector = 0.05 + 0.8 * np.linalg.norm(TYPICAL_VECTOR_MV, axis=1, keepdims=True) / np.sqrt(3)
    time = np.array([0.02, 0.02, 0.006, 0.006, 0.007, 0.008, 0.010, 0.02, 0.03, 0.03, 0.04])
    width = np.array([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.35, 0.35, 0.3, 0.3, 0.3])
    torso = 0.15 * np.linalg.norm(LEAD_FIELD, axis=1, keepdims=True)
    return np.concatenate(
        [
            np.broadcast_to(vector, (WAVES, 3)).ravel(), time, width,
            np.broadcast_to(torso, (LEADS, AXES)).ravel(),
        ]
    )  # fmt: skip

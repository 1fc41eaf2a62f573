"""Heart state -> 12-lead ECG at 500 Hz in millivolts.

Moving dipole seen through a lead field: the Frank-to-12-lead matrix of Dower (1980), turned and
stretched per patient, because no two torsos are alike.
"""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS
from train.cohort.confounders import seen_by_ecg
from train.cohort.device import record
from train.cohort.rhythm import Rhythm, draw_rhythm
from train.cohort.state import Floats, HeartState
from train.cohort.waves import Waves, draw_waves

RATE_HZ = 500.0
SAMPLES = 5000
BEFORE_R_S = 0.32
"""A beat's time begins this long before its R peak, where P may begin."""

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


def simulate_ecg(state: HeartState, rng: np.random.Generator) -> NDArray[np.float32]:
    """Simulate one ECG per patient.

    Returns:
        float32, shape (patients, 12, SAMPLES), millivolts at RATE_HZ, in the order of LEADS.
    """
    seen = seen_by_ecg(state, rng)
    rhythm = draw_rhythm(seen, rng)
    waves = draw_waves(seen, rhythm, rng)
    dipole = _dipole(rhythm, waves) + _fibrillation(state, rng)
    eight = _torso(len(state), rng).astype(np.float32) @ dipole.swapaxes(1, 2)
    return record(_twelve(eight), rng)


def _dipole(rhythm: Rhythm, waves: Waves) -> NDArray[np.float32]:
    """Sum the waves of the current and the last beat at every sample: (patients, SAMPLES, 3)."""
    t = np.arange(SAMPLES) / RATE_HZ
    out = np.empty((len(rhythm.rate_bpm), SAMPLES, 3), np.float32)
    for patient, beats in enumerate(rhythm.beats_s):
        centre = waves.time_s[patient].astype(np.float32)
        steepness = (np.sqrt(0.5) / waves.width_s[patient]).astype(np.float32)
        current = np.searchsorted(beats - BEFORE_R_S, t, side="right") - 1
        shapes = [
            np.exp(-np.square(((t - beats[beat]).astype(np.float32)[:, None] - centre) * steepness))
            for beat in (current, current - 1)
        ]
        out[patient] = (shapes[0] + shapes[1]) @ waves.vector_mv[patient].astype(np.float32)
    return out


def _fibrillation(state: HeartState, rng: np.random.Generator) -> NDArray[np.float32]:
    """Fibrillation waves, 4 to 9 per second, wandering in rate; zero for everybody else."""
    flutter = np.zeros((len(state), SAMPLES, 3), np.float32)
    n = int(state.atrial_fibrillation.sum())
    drift = np.cumsum(rng.normal(0, 0.02, (n, SAMPLES)), axis=1)
    phase = 2 * np.pi * (rng.uniform(4, 9, (n, 1)) * np.arange(SAMPLES) / RATE_HZ) + drift
    direction = np.array([0.2, 0.6, -0.8]) + rng.normal(0, 0.2, (n, 1, 3))
    shape = (np.sin(phase) + 0.3 * np.sin(2 * phase))[:, :, None]
    flutter[state.atrial_fibrillation] = rng.gamma(2, 0.02, (n, 1, 1)) * direction * shape
    return flutter


def _torso(patients: int, rng: np.random.Generator) -> Floats:
    """Lead fields (patients, 8, 3): a small rotation of the heart, and gains of the chest leads."""
    roll, pitch, yaw = rng.normal(0, [[0.22], [0.15], [0.22]], (3, patients))
    one, zero = np.ones(patients), np.zeros(patients)
    about_z = np.stack(
        [np.cos(roll), -np.sin(roll), zero, np.sin(roll), np.cos(roll), zero, zero, zero, one], 1
    ).reshape(-1, 3, 3)
    about_x = np.stack(
        [one, zero, zero, zero, np.cos(pitch), -np.sin(pitch), zero, np.sin(pitch), np.cos(pitch)],
        1,
    ).reshape(-1, 3, 3)
    about_y = np.stack(
        [np.cos(yaw), zero, np.sin(yaw), zero, one, zero, -np.sin(yaw), zero, np.cos(yaw)], 1
    ).reshape(-1, 3, 3)
    gain = np.exp(rng.normal(0, 0.12, (patients, len(INDEPENDENT_LEADS), 1)))
    return LEAD_FIELD * gain @ (about_z @ about_x @ about_y)


def _twelve(eight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Complete (patients, 8, samples) to twelve leads by Einthoven and Goldberger."""
    lead = {name: eight[:, row] for row, name in enumerate(INDEPENDENT_LEADS)}
    for name, (i, ii) in DERIVED_FROM_I_AND_II.items():
        lead[name] = i * lead["I"] + ii * lead["II"]
    return np.stack([lead[name] for name in LEADS], axis=1)

"""The heart as a moving dipole: P, QRS, ST and T as Gaussian bumps of a three-dimensional vector.

Frank axes: x to the patient's left, y to the feet, z to the back. Each wave has a vector in
millivolts, a time relative to the R peak and a width. The heart state moves vectors, times and
widths; a label never does. Strengths are choices guided by FACTS section 3.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.cohort.rhythm import Rhythm
from train.cohort.state import Floats, HeartState

P_RIGHT, P_LEFT, SEPTUM, WALL, WALL_LATE, BASE, TERMINAL, ST, T_RISE, T_FALL = range(10)
WAVES = 10

HEALTHY_VECTOR_MV = np.array(
    [
        [0.05, 0.09, -0.04],
        [0.05, 0.04, 0.04],
        [-0.14, -0.04, -0.22],
        [1.15, 0.48, 0.15],
        [0.28, 0.12, 0.42],
        [-0.15, -0.12, 0.30],
        [0.0, 0.0, 0.0],
        [0.02, 0.02, -0.02],
        [0.18, 0.10, -0.13],
        [0.23, 0.12, -0.15],
    ]
)
HEALTHY_WIDTH_S = np.array([0.016, 0.018, 0.008, 0.011, 0.011, 0.012, 0.016, 0.05, 0.045, 0.030])


@dataclass(frozen=True, slots=True)
class Waves:
    """Ten waves a patient: vectors (patients, 10, 3) mV, times and widths (patients, 10) s."""

    vector_mv: Floats
    time_s: Floats
    width_s: Floats


def draw_waves(state: HeartState, rhythm: Rhythm, rng: np.random.Generator) -> Waves:
    """Draw the waves of each patient from the heart state, with confounders that tell nothing."""
    n = len(state)
    vector = np.repeat(HEALTHY_VECTOR_MV[None], n, axis=0)
    vector *= np.exp(rng.normal(0, 0.18, (n, WAVES, 1)))
    vector += rng.normal(0, 0.04, (n, WAVES, 3)) * np.abs(vector).max(axis=2, keepdims=True)
    block = _draw_bundle_branch_block(state, rng)
    _left_ventricle(vector, state, rng)
    _right_ventricle(vector, state, rng)
    _infarct(vector, state, rng)
    _atria(vector, state)
    time, width = _timing(state, rhythm, block, rng)
    _apply_block(vector, block)
    vector[:, SEPTUM:] *= _voltage(state, rng)[:, None, None]
    return Waves(vector, time, width)


def _draw_bundle_branch_block(state: HeartState, rng: np.random.Generator) -> NDArray[np.int64]:
    """0 none, 1 left (goes with a weak ventricle), 2 right (with age and lung pressure)."""
    weak = np.clip((50 - state.lvef) / 30, 0, 1)
    chance = rng.random(len(state))
    left = chance < 0.012 + 0.20 * weak
    right = chance > 1 - (
        0.03 + 0.03 * (state.age_years > 65) + 0.004 * np.maximum(state.pasp_mmhg - 40, 0)
    )
    return np.where(left, 1, np.where(right, 2, 0))


def _voltage(state: HeartState, rng: np.random.Generator) -> Floats:
    """Ventricular voltage: muscle mass against fluid, infiltration, body size and chance."""
    muscle = state.lv_mass**0.45
    shield = 1 - 0.4 / (1 + np.exp(-(state.effusion_mm - 14) / 4))
    young_man = 0.12 * (~state.female) * np.clip((40 - state.age_years) / 20, 0, 1)
    other = np.exp(-0.13 * state.body + young_man + rng.normal(0, 0.18, len(state)))
    return muscle * shield * (1 - 0.45 * state.infiltration) * other


def _left_ventricle(vector: Floats, state: HeartState, rng: np.random.Generator) -> None:
    """Hypertrophy turns forces to the back and the T wave away (strain); weakness flattens T."""
    n = len(state)
    mass = np.clip(state.lv_mass - 1, 0, 1.5)
    pressure_load = np.clip((state.av_vmax_ms - 2) / 2.5, 0, 1)
    weak = np.clip((55 - state.lvef) / 35, 0, 1)
    vector[:, WALL_LATE, 2] += 0.25 * mass
    strain = np.clip(0.55 * mass + 0.9 * pressure_load + rng.normal(0, 0.25, n) - 0.15, 0, 1.4)
    unspecific = np.clip(rng.normal(0, 0.22, n), 0, 1)
    keep = 1 - 0.75 * strain - 0.45 * weak - 0.5 * unspecific
    vector[:, [T_RISE, T_FALL]] *= keep[:, None, None]
    vector[:, ST] -= 0.09 * strain[:, None] * np.array([1.0, 0.4, -0.6])
    vector[:, WALL, 0] *= 1 - 0.22 * weak
    vector[:, WALL, 2] += 0.30 * weak  # poor R progression
    vector[:, WALL, 1] -= 0.10 * (state.age_years - 60) / 15 + 0.12 * mass


def _right_ventricle(vector: Floats, state: HeartState, rng: np.random.Generator) -> None:
    """Pressure in the lung artery pulls forces to the right and front, and inverts T there."""
    n = len(state)
    load = np.clip((state.pasp_mmhg - 36) / 35, 0, 1.5) + 0.5 * np.clip(
        (1.7 - state.tapse_cm) / 0.8, 0, 1
    )
    load *= np.exp(rng.normal(0, 0.5, n))
    slender = np.clip(rng.normal(0, 0.15, n), 0, 1)  # vertical hearts without disease
    turn = np.clip(load + slender, 0, 1.6)[:, None]
    vector[:, TERMINAL] += turn * np.array([-0.30, 0.10, -0.16])
    vector[:, WALL] += turn * np.array([-0.28, 0.12, -0.10])
    vector[:, [T_RISE, T_FALL], 2] += 0.10 * np.clip(load, 0, 1.5)[:, None]


def _infarct(vector: Floats, state: HeartState, rng: np.random.Generator) -> None:
    """A scar is a missing force: the early vector points away from it (Q waves)."""
    territory = np.array([[0.25, 0.0, -1.0], [0.1, 1.0, 0.1], [1.0, -0.2, 0.2]])
    where = territory[rng.choice(3, len(state), p=[0.45, 0.4, 0.15])]
    size = (state.infarct * np.exp(rng.normal(0, 0.4, len(state))))[:, None]
    vector[:, SEPTUM] -= 0.40 * size * where
    vector[:, WALL] -= 0.40 * size * where
    vector[:, T_FALL] -= 0.16 * size * where


def _atria(vector: Floats, state: HeartState) -> None:
    """A large left atrium turns the end of P to the back; AF has no P at all."""
    large = np.clip((state.la_ml_m2 - 28) / 20, 0, 1.5)
    vector[:, P_LEFT, 2] += 0.05 * large
    vector[:, P_LEFT, 0] += 0.02 * large
    vector[:, P_RIGHT] *= 1 + 0.3 * np.clip((state.pasp_mmhg - 45) / 30, 0, 1)[:, None]
    vector[state.atrial_fibrillation, : P_LEFT + 1] = 0


def _timing(
    state: HeartState, rhythm: Rhythm, block: NDArray[np.int64], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Times relative to R and widths: PR, P and QRS duration, QT by rate."""
    n = len(state)
    weak = np.maximum(55 - state.lvef, 0)
    pr = np.clip(158 + 5 * (state.age_years - 60) / 10 + rng.normal(0, 24, n), 100, 330) / 1000
    p_spread = np.clip(38 + 0.8 * (state.la_ml_m2 - 26) + rng.normal(0, 8, n), 15, 95) / 1000
    mass = np.clip(state.lv_mass - 1, 0, 1.5)
    slow = 1 + 0.005 * weak + 0.10 * mass - 0.05 * state.female + rng.normal(0, 0.07, n)
    slow = np.clip(slow, 0.75, 1.6) * np.where(block == 1, 1.65, 1.0)
    qtc = 0.410 + 0.010 * state.female + 0.0009 * weak + rng.normal(0, 0.022, n)
    qtc = np.clip(qtc + np.where(block > 0, 0.03, 0), 0.33, 0.60)
    qt = qtc * np.sqrt(60 / rhythm.rate_bpm)
    t_end = qt - 0.045 * slow
    time = np.stack(
        [
            -pr + 0.030, -pr + 0.030 + p_spread, -0.022 * slow, 0 * slow, 0.012 * slow,
            0.026 * slow, 0.045 * slow + 0.022 * (block == 2),
            t_end - 0.17, t_end - 0.085, t_end - 0.045,
        ],
        axis=1,
    )  # fmt: skip
    width = np.repeat(HEALTHY_WIDTH_S[None], n, axis=0)
    width[:, SEPTUM : TERMINAL + 1] *= slow[:, None]
    width[:, T_RISE:] *= np.sqrt(60 / rhythm.rate_bpm)[:, None]
    return time, width


def _apply_block(vector: Floats, block: NDArray[np.int64]) -> None:
    """Left: no septal force, late leftward force, T opposite. Right: late force to the right."""
    left = block == 1
    vector[left, SEPTUM] = 0
    vector[left, WALL] *= 0.75
    vector[left, BASE] = vector[left, WALL] * 0.8 + np.array([0.0, 0.0, 0.35])
    vector[left, T_RISE:] = -0.28 * np.abs(vector[left, WALL])[:, None] * np.array([1.0, 0.6, 1.0])
    right = block == 2
    vector[right, TERMINAL] += np.array([-0.45, 0.0, -0.55])
    vector[right, T_RISE:, 2] += 0.12

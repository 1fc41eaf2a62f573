"""Colour Doppler stand-in: leaks and narrow inflow as bright clouds over a dimmed grey picture."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from train.cohort.echo.anatomy import cavity_half_width
from train.cohort.echo.cycle import Cycle
from train.cohort.echo.space import Points, around, column, inside, put
from train.cohort.state import Floats, HeartState

DIM = 0.35
"""Brightness that the grey picture keeps under colour."""
JET_ERROR = 0.2
"""Log standard deviation of a jet's size between clips: gain, angle and loading differ."""
LEAST_GRADE = 0.15


@dataclass(frozen=True, slots=True)
class Jet:
    """A cloud that begins at a valve.

    Attributes:
        origin: x y z in cm, shape (patients, 3).
        direction: Shape (3,), unit length.
        half_length_cm: Shape (patients,).
        half_width_cm: Shape (patients,).
        brightness: Shape (patients,), 0..1.
        when: Shape (patients, frames), 0..1.
    """

    origin: Floats
    direction: Floats
    half_length_cm: Floats
    half_width_cm: Floats
    brightness: Floats
    when: Floats


def add_jets(picture: Tensor, jets: list[Jet], at: Points, rng: np.random.Generator) -> Tensor:
    """Dim the grey picture and paint the jets over it."""
    picture.mul_(DIM)
    device = str(picture.device)
    for jet in jets:
        clips = len(jet.origin)
        size = np.exp(rng.normal(0, JET_ERROR, clips))
        lean = jet.direction + rng.normal(0, 0.2, (clips, 3))
        lean /= np.linalg.norm(lean, axis=1, keepdims=True)
        cloud = _cloud(jet, lean, size, at, device) * column(jet.when, device)
        put(picture, column(jet.brightness, device), cloud)
    return picture


def _cloud(jet: Jet, lean: Floats, size: Floats, at: Points, device: str) -> Tensor:
    x, y, z = (p - column(jet.origin[:, k], device) for k, p in enumerate((at.x, at.y, at.z)))
    dx, dy, dz = (column(lean[:, k], device) for k in range(3))
    ahead = x * dx + y * dy + z * dz
    aside = (x * x + y * y + z * z - ahead * ahead).clamp(min=0)
    half = column(jet.half_length_cm * size, device)
    wide = column(jet.half_width_cm * size, device)
    return inside(torch.sqrt(((ahead - half) / half) ** 2 + aside / wide**2).sub_(1).mul_(wide))


def _leak(grade: Floats, origin: Floats, direction: Floats, when: Floats, longest: float) -> Jet:
    seen = np.maximum(grade, LEAST_GRADE)
    return Jet(
        origin,
        direction / np.linalg.norm(direction),
        0.25 + longest * seen / 3,
        0.15 + 0.28 * seen,
        np.clip(0.2 + 0.75 * seen, 0, 0.95),
        when,
    )


def _systole(cycle: Cycle) -> Floats:
    return np.clip(1.6 * cycle.aortic, 0, 1)


def _diastole(cycle: Cycle) -> Floats:
    return np.clip(1 - 1.6 * cycle.aortic, 0, 1) * (cycle.contraction < 0.95)


def _valve(state: HeartState, direction: float, away: Floats | float, z: float) -> Floats:
    place = np.ones(len(state)) * np.asarray(away)
    return np.asarray(place[:, None] * around(direction) + np.array([0.0, 0.0, z]))


def mitral_leak(state: HeartState, cycle: Cycle) -> Jet:
    """Mitral regurgitation: into the left atrium, in systole."""
    back = np.array([0.0, 0.0, -1.0]) + 0.35 * around(330)
    return _leak(state.mr, _valve(state, 330, 0.6, 0.7), back, _systole(cycle), 2.2)


def mitral_inflow(state: HeartState, cycle: Cycle) -> Jet:
    """Inflow through the mitral valve: dull and wide, or narrow and bright with stenosis."""
    width = 0.62 * cavity_half_width(state) * (1 - 0.2 * state.ms)
    long = np.full(len(state), 1.9)
    bright = np.clip(0.40 + 0.2 * state.ms, 0, 0.95)
    origin = _valve(state, 330, 0.5, 0.5)
    return Jet(origin, np.array([0.0, 0.0, 1.0]), long, width, bright, cycle.mitral)


def aortic_leak(state: HeartState, cycle: Cycle) -> Jet:
    """Aortic regurgitation: into the outflow tract, in diastole."""
    origin = _valve(state, 150, 0.36 * cavity_half_width(state), -0.2)
    return _leak(state.ar, origin, np.array([0.0, 0.0, 1.0]), _diastole(cycle), 2.2)


def tricuspid_leak(state: HeartState, cycle: Cycle) -> Jet:
    """Tricuspid regurgitation: into the right atrium, in systole."""
    origin = _valve(state, 175, cavity_half_width(state) + 1.8, -0.9)
    back = around(270) + np.array([0.0, 0.0, -0.3])
    return _leak(state.tr, origin, back, _systole(cycle), 2.0)


def pulmonary_leak(state: HeartState, cycle: Cycle) -> Jet:
    """Pulmonary regurgitation: back into the outflow tract, in diastole."""
    origin = _valve(state, 75, cavity_half_width(state) + 1.4, -1.2)
    return _leak(state.pr, origin, around(190), _diastole(cycle), 1.6)

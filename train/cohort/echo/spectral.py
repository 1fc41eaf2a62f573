"""Continuous-wave Doppler stand-in: velocity (rows) over time (columns), a frozen strip."""

import numpy as np
import torch
from torch import Tensor

from train.cohort.echo.probe import PIXELS
from train.cohort.echo.space import column
from train.cohort.state import Floats, HeartState

BEATS = 2.2
"""Cycles across the strip."""
BLUR_MS = 0.22
"""Velocity over which an envelope's edge fades."""
BEAM_ANGLE = 0.25
"""Radians between beam and jet, standard deviation; the beam never sees more than the truth."""
NOISE_FLOOR = 0.08


def aortic_strip(state: HeartState, rng: np.random.Generator, device: str) -> Tensor:
    """Paint the beam through the aortic valve: ejection below, the leak's slow fall above.

    Returns:
        Shape (patients, 1, PIXELS, PIXELS), 0..1; from 5.2 m/s above to 6.2 m/s below the line.
    """
    time, velocity, seen = _strip(len(state), 5.2, 6.2, rng, device)
    ejection = ((time - 0.05) / 0.32).clamp(0, 1)
    # A narrow valve lets its jet peak late.
    early = column(np.clip(0.62 + 0.1 * (state.av_vmax_ms - 1.2), 0.62, 1.0), device)
    curve = torch.sin(torch.pi * ejection**early) * column(state.av_vmax_ms, device) * seen
    picture = 0.75 * _filled(velocity, curve)
    diastole = ((time - 0.40) / 0.62).clamp(0, 1)
    steep = column(np.clip(0.15 + 0.13 * state.ar, 0, 0.7), device)
    leak = (1 - steep * diastole) * 4.4 * seen * ((time > 0.40) | (time < 0.03))
    density = column(np.clip(state.ar / 3.2, 0.0, 1), device) * 0.8
    return picture.add_(density * _filled(-velocity, leak)).add_(NOISE_FLOOR)


def tricuspid_strip(state: HeartState, rng: np.random.Generator, device: str) -> Tensor:
    """Paint the beam through the tricuspid valve; without a leak there is next to no signal.

    Returns:
        Shape (patients, 1, PIXELS, PIXELS), 0..1; from 1.2 m/s above to 5.6 m/s below the line.
    """
    time, velocity, seen = _strip(len(state), 1.2, 5.6, rng, device)
    systole = ((time - 0.01) / 0.42).clamp(0, 1)
    curve = (4 * systole * (1 - systole)).sqrt() * column(state.tr_vmax_ms, device) * seen
    density = column(_density(state.tr), device)
    picture = density * _filled(velocity, curve)
    inflow = torch.exp(-(((time - 0.57) / 0.06) ** 2)) * 0.55
    return picture.add_(0.4 * _filled(-velocity, inflow)).add_(NOISE_FLOOR)


def _density(grade: Floats) -> Floats:
    """A trivial leak leaves a trace that is hard to measure."""
    return np.clip(0.9 * (grade - 0.25) / 2.2, 0.0, 0.85)


def _strip(
    clips: int, above_ms: float, below_ms: float, rng: np.random.Generator, device: str
) -> tuple[Tensor, Tensor, Tensor]:
    """Time in cycles, velocity away from the probe, and the part of it that the beam sees."""
    place = (torch.arange(PIXELS, device=device) + 0.5) / PIXELS
    start = column(rng.random(clips), device)
    time = (start + BEATS * place[None]) % 1.0
    velocity = -above_ms + (above_ms + below_ms) * place[:, None]
    seen = column(np.cos(rng.normal(0, BEAM_ANGLE, clips)), device)
    return time, velocity, seen


def _filled(velocity: Tensor, curve: Tensor) -> Tensor:
    """Signal between the base line and the curve, brightest at its rim."""
    within = ((curve - velocity) / BLUR_MS + 0.5).clamp(0, 1) * (velocity > 0.15)
    rim = torch.exp(-(((curve - velocity - 0.25) / 0.35) ** 2))
    return within * (0.65 + 0.35 * rim)

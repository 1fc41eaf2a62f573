"""The machine: a fan of beams, attenuation, speckle, gain, haze, shadows, and many poor clips."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from train.cohort.echo.cycle import FRAMES
from train.cohort.echo.space import column
from train.cohort.state import Floats

PIXELS = 40
HALF_ANGLE = math.radians(42)
SHADOWS = 3
BRIGHT = 300.0
"""Grey level of the brightest reflector at average gain; what is brighter saturates."""
POOR_SHARE = 0.3
SPECKLE = (0.32, 0.75)
"""Standard deviation of the speckle over the signal, in the best and in the worst clip."""
HAZE = (0.03, 0.32)
"""Brightness of the veil over the near field, in the best and in the worst clip."""


@dataclass(frozen=True, slots=True)
class Sector:
    """Where pixels lie in the field, in cm; each shape (patients, 1, rows, columns) or less."""

    depth: Tensor
    lateral: Tensor

    @classmethod
    def of(cls, near_cm: float, span_cm: float, scale: Floats, device: str) -> "Sector":
        """Lay the pixels of a picture ``span_cm`` high and wide that begins at a depth."""
        place = (torch.arange(PIXELS, device=device) + 0.5) / PIXELS
        size = column(scale, device)
        depth = (near_cm + span_cm * place)[:, None] * size
        lateral = (span_cm * (place - 0.5))[None] * size
        return cls(depth, lateral)

    def angle(self) -> Tensor:
        """Angle of each pixel from the middle beam, in half-angles of the fan."""
        return torch.atan2(self.lateral, self.depth + 0.8) / HALF_ANGLE


@dataclass(frozen=True, slots=True)
class Setting:
    """How good each clip is, shape (patients,), shadows (SHADOWS, patients); 0 good, 1 bad."""

    badness: Floats
    gain: Floats
    attenuation: Floats
    shadow_at: Floats
    shadow_width: Floats
    shadow_depth: Floats


def draw_setting(clips: int, rng: np.random.Generator) -> Setting:
    """Draw gain, quality and shadows of ribs and lung for each clip."""
    poor = rng.random(clips) < POOR_SHARE
    return Setting(
        badness=np.clip(rng.beta(1.6, 3.5, clips) + 0.6 * poor, 0, 1),
        gain=np.exp(rng.normal(0, 0.22, clips)),
        attenuation=rng.uniform(0.01, 0.05, clips),
        shadow_at=rng.uniform(-1.1, 1.1, (SHADOWS, clips)),
        shadow_width=rng.uniform(0.08, 0.3, (SHADOWS, clips)),
        shadow_depth=rng.beta(0.9, 1.5, (SHADOWS, clips)),
    )


def record(echo: Tensor, sector: Sector, setting: Setting, generator: torch.Generator) -> Tensor:
    """Turn reflectivity into pictures.

    Args:
        echo: float32, shape (patients, FRAMES or 1, PIXELS, PIXELS), 0..1; overwritten.
        sector: Where the pixels lie.
        setting: How good the clips are.
        generator: Source of the speckle.

    Returns:
        uint8, shape (patients, FRAMES, PIXELS, PIXELS).
    """
    device = str(echo.device)
    bad = column(setting.badness, device)
    haze = (HAZE[0] + (HAZE[1] - HAZE[0]) * bad) * torch.exp(-sector.depth / 7)
    beam = _field(sector, setting)
    noise = _speckle(echo.shape[0], generator, device)
    strength = SPECKLE[0] + (SPECKLE[1] - SPECKLE[0]) * bad
    picture = (noise * strength).add_(1).clamp_(min=0).mul_(echo + haze)
    # Electronic noise does not fade with depth.
    picture.mul_(beam).add_(noise.abs_().mul_(0.02 + 0.04 * bad))
    return picture.mul_(BRIGHT * _fan(sector)).clamp_(0, 255).to(torch.uint8)


def _speckle(clips: int, generator: torch.Generator, device: str, frames: int = FRAMES) -> Tensor:
    """Noise of unit variance, wider across the beam than along it."""
    white = torch.randn((clips, frames, PIXELS, PIXELS + 1), generator=generator, device=device)
    return (white[..., 1:] + white[..., :-1]).mul_(math.sqrt(0.5))


def _field(sector: Sector, setting: Setting) -> Tensor:
    """What of the sound comes back from each pixel: gain, attenuation, shadows."""
    device = str(sector.depth.device)
    angle = sector.angle()
    field = column(setting.gain, device) * torch.exp(
        column(setting.attenuation, device) * (8 - sector.depth)
    )
    for at, width, depth in zip(
        setting.shadow_at, setting.shadow_width, setting.shadow_depth, strict=True
    ):
        miss = (angle - column(at, device)) / column(width, device)
        field = field * (1 - column(depth, device) * torch.exp(-(miss**4)))
    return field


def _fan(sector: Sector) -> Tensor:
    return ((1 - sector.angle().abs()) * 25).clamp(0, 1)


def record_strip(strip: Tensor, setting: Setting, generator: torch.Generator) -> Tensor:
    """Turn a spectral strip into a frozen clip: uint8, shape (patients, FRAMES, PIXELS, PIXELS).

    Args:
        strip: float32, shape (patients, 1, PIXELS, PIXELS), 0..1.
        setting: How good the clips are; ribs throw no shadow on a spectrum.
        generator: Source of the speckle.
    """
    device = str(strip.device)
    bad = column(setting.badness, device)
    noise = _speckle(len(strip), generator, device, frames=1)
    strength = SPECKLE[0] + (SPECKLE[1] - SPECKLE[0]) * bad
    picture = strip.mul((noise * strength).add_(1).clamp_(min=0))
    picture = picture.add_(noise.abs_().mul_(0.03 + 0.1 * bad)) * column(setting.gain, device)
    return picture.mul_(BRIGHT).clamp_(0, 255).to(torch.uint8).expand(-1, FRAMES, -1, -1)

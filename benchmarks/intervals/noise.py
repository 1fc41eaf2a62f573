"""Noise of known size: muscle, wander and mains, different in every lead."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Noise:
    """How much of what.

    Attributes:
        name: For people.
        muscle_mv: Standard deviation of white noise.
        wander_mv: Height of a swing of 0.15 to 0.35 Hz.
        mains_mv: Height of a hum of 50 Hz.
    """

    name: str
    muscle_mv: float
    wander_mv: float
    mains_mv: float


LEVELS: Final = (
    Noise("none", 0, 0, 0),
    Noise("usual: muscle 0.015 mV, wander 0.1, mains 0.02", 0.015, 0.1, 0.02),
    Noise("much: muscle 0.04 mV, wander 0.3, mains 0.05", 0.04, 0.3, 0.05),
    Noise("very much: muscle 0.08 mV, wander 0.5, mains 0.1", 0.08, 0.5, 0.1),
)


def noisy(
    eight_mv: NDArray[np.float32], rate_hz: float, noise: Noise, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return the signal with noise, same shape.

    Args:
        eight_mv: Shape (leads, samples), millivolts.
        rate_hz: Its sampling rate.
        noise: How much.
        rng: Of its phases.
    """
    leads, samples = eight_mv.shape
    turns = 2 * np.pi * np.arange(samples) / rate_hz
    swing_hz, phase = rng.uniform(0.15, 0.35, (leads, 1)), rng.uniform(0, 6.28, (2, leads, 1))
    out = eight_mv + noise.muscle_mv * rng.standard_normal(eight_mv.shape)
    out += noise.wander_mv * np.sin(swing_hz * turns + phase[0])
    out += noise.mains_mv * np.sin(50 * turns + phase[1])
    return np.asarray(out, np.float32)

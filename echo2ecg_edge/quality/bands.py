"""Wander, mains and muscle noise of the signal as it was recorded, before cleaning removes them.

A fifth of a second holds whole turns of 50 and of 60 Hz. Each such block is compared with a few
frequencies by one product of matrices, which is much quicker than a whole spectrum.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal.middle import middle

BLOCK_S: Final = 0.2
BLOCKS_PER_SECOND: Final = 5
MAINS_HZ: Final = (50.0, 60.0)
MUSCLE_HZ: Final = (75.0, 85.0, 110.0, 130.0, 140.0)
"""Above the heart's own frequencies and away from the mains and its multiples."""
MUSCLE_BAND_HZ: Final = 130.0
"""Muscle noise is stated as the height of an even noise from 20 to 150 Hz with this density."""
USABLE_SHARE: Final = 0.45
"""Of the sampling rate; recorders weaken what lies closer to its half."""
WINDOW_POWER: Final = 1.5
"""Mean square of a Hann window with mean one."""


@dataclass(frozen=True, slots=True, eq=False)
class Disturbances:
    """Of each lead, shape (leads,), millivolts; zero where the rate is too low to tell.

    Attributes:
        wander: From the lowest to the highest baseline.
        mains: Amplitude of the hum, at 50 or 60 Hz.
        muscle: Root mean square of an even noise from 20 to 150 Hz.
    """

    wander: NDArray[np.float64]
    mains: NDArray[np.float64]
    muscle: NDArray[np.float64]


def disturbances(signal_mv: NDArray[np.float32], rate_hz: float) -> Disturbances:
    """Measure them.

    Args:
        signal_mv: As it was recorded, shape (leads, samples), millivolts, no NaN.
        rate_hz: Its sampling rate.

    Returns:
        All zero for less than a second of signal.
    """
    frequencies = tuple(one for one in (*MAINS_HZ, *MUSCLE_HZ) if one < USABLE_SHARE * rate_hz)
    samples, leads = max(1, round(BLOCK_S * rate_hz)), len(signal_mv)
    seconds = signal_mv.shape[1] // (samples * BLOCKS_PER_SECOND)
    if not seconds or samples < BLOCKS_PER_SECOND:
        return Disturbances(*np.zeros((3, leads)))
    blocks = signal_mv[:, : seconds * BLOCKS_PER_SECOND * samples].reshape(-1, samples)
    shape = (leads, seconds, BLOCKS_PER_SECOND, -1)
    found = (blocks @ _waves(samples, rate_hz, frequencies)).reshape(shape)
    baseline = middle(found[..., 0])
    real, imaginary = np.split(found[..., 1:], 2, axis=-1)
    turned = (real - 1j * imaginary) * _turns(seconds, samples / rate_hz, frequencies)
    mains = sum(one < MUSCLE_HZ[0] for one in frequencies)
    return Disturbances(
        np.ptp(baseline, axis=-1).astype(np.float64),
        _hum(turned[..., :mains]),
        _noise(turned[..., mains:].reshape(leads, seconds * BLOCKS_PER_SECOND, -1)),
    )


def _hum(found: NDArray[np.complex128]) -> NDArray[np.float64]:
    """Amplitude of what stays in step for a second; the middle second, the louder frequency."""
    if not found.shape[-1]:
        return np.zeros(len(found))
    seconds = np.abs(found.mean(axis=2))
    usual = middle(np.moveaxis(seconds, 1, -1))
    return np.asarray(2 * usual.max(axis=-1), np.float64)


def _noise(found: NDArray[np.complex128]) -> NDArray[np.float64]:
    """Noise of the middle block, so that heartbeats do not count."""
    if not found.shape[-1]:
        return np.zeros(len(found))
    power = middle((found.real**2 + found.imag**2).mean(axis=-1))
    per_hz = power * (2 * BLOCK_S / WINDOW_POWER)
    return np.asarray(np.sqrt(MUSCLE_BAND_HZ * per_hz), np.float64)


@lru_cache(maxsize=8)
def _waves(samples: int, rate_hz: float, frequencies: tuple[float, ...]) -> NDArray[np.float32]:
    """Hann-weighted mean, cosines and sines without a mean, (samples, 1 + 2 x frequencies)."""
    window = np.hanning(samples + 2)[1:-1, None]
    window /= window.sum()
    angle = 2 * np.pi * np.arange(samples)[:, None] / rate_hz * np.array(frequencies)
    waves = window * np.hstack([np.cos(angle), np.sin(angle)])
    waves -= window * waves.sum(axis=0)
    return np.hstack([window, waves]).astype(np.float32)


@lru_cache(maxsize=8)
def _turns(seconds: int, block_s: float, frequencies: tuple[float, ...]) -> NDArray[np.complex128]:
    """How far each frequency has turned when a block begins: (seconds, blocks, frequencies)."""
    begins = np.arange(seconds * BLOCKS_PER_SECOND).reshape(seconds, BLOCKS_PER_SECOND, 1)
    return np.asarray(np.exp(-2j * np.pi * begins * block_s * np.array(frequencies)))

"""Bring a cleaned ECG to the rate at which beats are aligned and measured.

At 100 Hz a QRS is nine samples long; intervals need a finer grid. The cleaned signal holds nothing
above 50 Hz, so zero-padding its spectrum draws the curve that lies between the samples.
"""

from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.small import with_edges

FINE_HZ: Final = 500.0
"""Rate of the median beat: 2 ms a sample."""
BRIDGE_S: Final = 0.2
"""A smooth bridge of at least this length closes the signal to a circle: its ends do not ring."""

BETWEEN: Final = np.array([3, -25, 150, 150, -25, 3], np.float32) / 256
"""Weights of the six neighbours of a point in the middle. Source: Lagrange's polynomial."""


def upsample(cleaned_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.float32]:
    """Resample to ``FINE_HZ`` through the frequency domain.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts, at least one sample.
        rate_hz: Its sampling rate.

    Returns:
        float32, shape (leads, round(duration x 500)).
    """
    samples = cleaned_mv.shape[-1]
    ratio = Fraction(rate_hz / FINE_HZ).limit_denominator(1000)
    # A whole number of turns, so that the circle holds whole samples at both rates.
    turns = _fast_length(-(-(samples + round(BRIDGE_S * rate_hz)) // ratio.numerator))
    length_in, length_out = turns * ratio.numerator, turns * ratio.denominator
    spectrum = np.fft.rfft(_closed(cleaned_mv, length_in), norm="forward")
    fine = np.fft.irfft(spectrum[..., : length_out // 2 + 1], length_out, norm="forward")
    return np.asarray(fine[..., : round(samples / ratio)], np.float32)


def doubled(coarse: NDArray[np.float32]) -> NDArray[np.float32]:
    """Draw the points halfway between those of a smooth curve.

    Args:
        coarse: Shape (leads, points), at least two points.

    Returns:
        Shape (leads, 2 x (points - 1)): the last point is left out.
    """
    around = with_edges(coarse, 2)
    points = coarse.shape[1] - 1
    fine = np.empty((coarse.shape[0], 2 * points), np.float32)
    fine[:, ::2] = coarse[:, :-1]
    fine[:, 1::2] = sum(weight * around[:, at : at + points] for at, weight in enumerate(BETWEEN))
    return fine


@lru_cache
def _fast_length(least: int) -> int:
    """Return the next number without prime factors above five: Fourier transforms like those."""
    length, rest = max(least, 1) - 1, 0
    while rest != 1:
        length += 1
        rest = length
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
    return length


def _closed(signal: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Lead from the last sample back to the first along half a cosine."""
    ahead = np.arange(1, length - signal.shape[-1] + 1)
    fade = (0.5 - 0.5 * np.cos(np.pi * ahead / (ahead.size + 1))).astype(np.float32)
    bridge = signal[:, -1:] * (1 - fade) + signal[:, :1] * fade
    return np.concatenate([signal, bridge], axis=-1)

"""Bring a cleaned ECG to the rate at which beats are aligned and measured.

At 100 Hz a QRS is nine samples long; intervals need a finer grid. The cleaned signal holds nothing
above 50 Hz, so zero-padding its spectrum draws the curve that lies between the samples.
"""

from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

FINE_HZ: Final = 500.0
"""Rate of the median beat: 2 ms a sample."""
BRIDGE_S: Final = 0.5
"""A smooth bridge of this length closes the signal to a circle, so that its ends do not ring."""


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
    turns = -(-(samples + round(BRIDGE_S * rate_hz)) // ratio.numerator)
    length_in, length_out = turns * ratio.numerator, turns * ratio.denominator
    spectrum = np.fft.rfft(_closed(cleaned_mv, length_in), norm="forward")
    fine = np.fft.irfft(spectrum[..., : length_out // 2 + 1], length_out, norm="forward")
    return np.asarray(fine[..., : round(samples / ratio)], np.float32)


def _closed(signal: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Lead from the last sample back to the first along half a cosine."""
    ahead = np.arange(1, length - signal.shape[-1] + 1)
    fade = (0.5 - 0.5 * np.cos(np.pi * ahead / (ahead.size + 1))).astype(np.float32)
    bridge = signal[:, -1:] * (1 - fade) + signal[:, :1] * fade
    return np.concatenate([signal, bridge], axis=-1)

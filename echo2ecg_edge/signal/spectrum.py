"""Filter and resample in one pass through the frequency domain, without harm at the ends."""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

RETURN_S: Final = 3.0
"""At least so many seconds lead from the end back to the beginning; the high-pass needs fewer."""

LARGEST_DENOMINATOR: Final = 1000
"""Precision of the ratio of the rates: at most half a sample is lost or won in a thousand."""

Gain = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Frequencies in Hz -> real gains."""


def through_frequencies(
    signal: NDArray[np.float32], rate_hz: float, to_rate_hz: float, gain: Gain | None = None
) -> NDArray[np.float32]:
    """Filter and resample.

    Args:
        signal: Shape (..., samples), no NaN; at least two samples.
        rate_hz: Its sampling rate.
        to_rate_hz: The rate wanted; where it is lower, what it cannot hold is cut off.
        gain: Of the filter, which also takes out the signal's straight line; None resamples only.

    Returns:
        float32, shape (..., round(duration x to_rate_hz)).
    """
    samples = signal.shape[-1]
    ratio = Fraction(rate_hz / to_rate_hz).limit_denominator(LARGEST_DENOMINATOR)
    # A whole number of turns, so that the circle holds whole samples at both rates.
    turns = -(-(samples + round(RETURN_S * rate_hz)) // ratio.numerator)
    length_in, length_out = turns * ratio.numerator, turns * ratio.denominator

    circle, line = _circle(signal, length_in)
    # norm="forward": coefficients in the signal's unit, whatever the length; float32 stays float32.
    spectrum = np.fft.rfft(circle, norm="forward")[..., : length_out // 2 + 1]
    if gain is not None:
        spectrum = spectrum * gain(np.arange(spectrum.shape[-1]) * (rate_hz / length_in))
    resampled = np.fft.irfft(spectrum, length_out, norm="forward")  # missing bins are zero
    kept = np.asarray(resampled[..., : round(samples / ratio)], np.float32)
    if gain is None:
        kept += line(np.arange(kept.shape[-1], dtype=np.float64) * float(ratio))
    return kept


Line = Callable[[NDArray[np.float64]], NDArray[np.float32]]
"""Places in samples of the original signal -> values of its straight line."""


def _circle(signal: NDArray[np.float32], length: int) -> tuple[NDArray[np.float32], Line]:
    """Take out the straight line, and let the mirrored end fade into the mirrored beginning.

    The FFT takes a signal for one turn of a circle. A plain mirror errs half as much at the ends of
    real ECGs as a mirror through the end points does, because those two points carry noise.
    """
    samples = signal.shape[-1]
    circle = np.empty((*signal.shape[:-1], length), np.float32)
    begun, way_back = circle[..., :samples], circle[..., samples:]
    begun[...] = signal
    line = _subtract_line(begun)
    after, before, fade = _mirrors(samples, length)
    np.multiply(begun[..., after], 1 - fade, out=way_back)
    way_back += begun[..., before] * fade
    return circle, line


@lru_cache(maxsize=4)
def _mirrors(
    samples: int, length: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """Samples of the mirrored end and beginning, and how far one has faded into the other."""
    ahead = np.arange(1, length - samples + 1)
    fade = (0.5 - 0.5 * np.cos(np.pi * ahead / (ahead.size + 1))).astype(np.float32)
    return _bounce(samples - 1 + ahead, samples), _bounce(ahead[::-1], samples), fade


def _subtract_line(signal: NDArray[np.float32]) -> Line:
    """Subtract the least-squares line in place; the high-pass alone leaves some at the ends."""
    time = np.arange(signal.shape[-1], dtype=np.float32)
    middle = time.mean()
    time -= middle
    mean = signal.mean(axis=-1, keepdims=True)
    signal -= mean
    slope = (signal @ time / np.maximum(time @ time, np.float32(1)))[..., None]
    signal -= slope * time
    return lambda at: np.asarray(mean + slope * (at - middle), np.float32)


def _bounce(index: NDArray[np.intp], samples: int) -> NDArray[np.intp]:
    """Reflect indices that run past an end of ``samples``, as often as needed."""
    last = samples - 1
    return np.asarray(last - np.abs(index % max(2 * last, 1) - last), np.intp)

"""Clean and resample an ECG in one pass through the frequency domain; millivolts are preserved.

The gain is zero-phase and real: a Butterworth high-pass applied forwards and backwards (its squared
magnitude) against baseline wander, times a raised-cosine low-pass that is zero at both mains
frequencies. numpy's FFT does it in half a millisecond; scipy.signal alone takes one to import.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

RETURN_S: Final = 3.0
"""At least so many seconds lead from the end back to the beginning; the high-pass needs fewer."""

LARGEST_DENOMINATOR: Final = 1000
"""Precision of the ratio of the rates: at most half a sample is lost or won in a thousand."""


@dataclass(frozen=True, slots=True)
class SignalSpec:
    """How a model wants its ECGs; stored in the bundle's manifest.

    Attributes:
        rate_hz: Rate the model works at.
        samples: Samples per lead of the model input.
        highpass_hz: Cut-off of the Butterworth high-pass (half power per pass).
        highpass_order: Its order per pass.
        lowpass_start_hz: Gain is one up to here.
        lowpass_stop_hz: Gain is zero from here on.
        scale_mv: Millivolts per unit of model input.
        clip_mv: Cleaned signal is limited to plus or minus this many millivolts.
    """

    rate_hz: float
    samples: int
    highpass_hz: float
    highpass_order: int
    lowpass_start_hz: float
    lowpass_stop_hz: float
    scale_mv: float
    clip_mv: float

    @property
    def window_s(self) -> float:
        """Length of the model input in seconds."""
        return self.samples / self.rate_hz


def clean(signal_mv: NDArray[np.float32], rate_hz: float, spec: SignalSpec) -> NDArray[np.float32]:
    """Remove baseline wander, mains and high-frequency noise, and resample to the spec's rate.

    Args:
        signal_mv: Shape (..., samples), millivolts, no NaN; at least two samples.
        rate_hz: Its sampling rate, at least twice ``spec.lowpass_stop_hz``.
        spec: Target rate and band.

    Returns:
        float32, shape (..., round(duration x spec.rate_hz)), millivolts.
    """
    samples = signal_mv.shape[-1]
    ratio = Fraction(rate_hz / spec.rate_hz).limit_denominator(LARGEST_DENOMINATOR)
    # A whole number of turns, so that the circle holds whole samples at both rates.
    turns = -(-(samples + round(RETURN_S * rate_hz)) // ratio.numerator)
    length_in, length_out = turns * ratio.numerator, turns * ratio.denominator

    # norm="forward": coefficients in millivolts, whatever the length; and float32 stays float32.
    spectrum = np.fft.rfft(_circle(signal_mv, length_in), norm="forward")
    spectrum = spectrum[..., : length_out // 2 + 1]
    bin_hz = np.arange(spectrum.shape[-1]) * (rate_hz / length_in)
    spectrum = spectrum * _gain(bin_hz, rate_hz, spec)
    resampled = np.fft.irfft(spectrum, length_out, norm="forward")  # missing bins are zero
    return np.asarray(resampled[..., : round(samples / ratio)], np.float32)


def _circle(signal_mv: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Take out the straight line, and let the mirrored end fade into the mirrored beginning.

    The FFT takes a signal for one turn of a circle. A plain mirror errs half as much at the ends of
    real ECGs as a mirror through the end points does, because those two points carry noise.
    """
    samples = signal_mv.shape[-1]
    circle = np.empty((*signal_mv.shape[:-1], length), np.float32)
    signal, way_back = circle[..., :samples], circle[..., samples:]
    signal[...] = signal_mv
    _subtract_line(signal)
    ahead = np.arange(1, length - samples + 1)
    fade = (0.5 - 0.5 * np.cos(np.pi * ahead / (ahead.size + 1))).astype(np.float32)
    np.multiply(signal[..., _bounce(samples - 1 + ahead, samples)], 1 - fade, out=way_back)
    way_back += signal[..., _bounce(ahead[::-1], samples)] * fade
    return circle


def _subtract_line(signal: NDArray[np.float32]) -> None:
    """Subtract the least-squares line in place; the high-pass alone leaves some at the ends."""
    time = np.arange(signal.shape[-1], dtype=np.float32)
    time -= time.mean()
    signal -= signal.mean(axis=-1, keepdims=True)
    slope = signal @ time / np.maximum(time @ time, np.float32(1))
    signal -= slope[..., None] * time


def _bounce(index: NDArray[np.intp], samples: int) -> NDArray[np.intp]:
    """Reflect indices that run past an end of ``samples``, as often as needed."""
    last = samples - 1
    return np.asarray(last - np.abs(index % max(2 * last, 1) - last), np.intp)


def _gain(
    frequency_hz: NDArray[np.float64], rate_hz: float, spec: SignalSpec
) -> NDArray[np.float64]:
    """Return the real gain per frequency; the high-pass equals a digital Butterworth run twice."""
    with np.errstate(divide="ignore"):
        warped = np.tan(np.pi * spec.highpass_hz / rate_hz) / np.tan(np.pi * frequency_hz / rate_hz)
        highpass = 1 / (1 + np.abs(warped) ** (2 * spec.highpass_order))
    width = spec.lowpass_stop_hz - spec.lowpass_start_hz
    fall = np.clip((frequency_hz - spec.lowpass_start_hz) / width, 0, 1)
    gain: NDArray[np.float64] = highpass * (0.5 + 0.5 * np.cos(np.pi * fall))
    return gain


def to_model_input(cleaned_mv: NDArray[np.float32], spec: SignalSpec) -> NDArray[np.float32]:
    """Cut or zero-pad to the model's window, limit and scale.

    Args:
        cleaned_mv: Shape (leads, samples) at ``spec.rate_hz``, millivolts.
        spec: Window, limit and scale.

    Returns:
        float32, shape (1, leads, 1, spec.samples): the Conv2d form the student takes.
    """
    window = cleaned_mv[:, : spec.samples]
    out = np.zeros((1, cleaned_mv.shape[0], 1, spec.samples), np.float32)
    out[0, :, 0, : window.shape[1]] = np.clip(window, -spec.clip_mv, spec.clip_mv) / spec.scale_mv
    return out

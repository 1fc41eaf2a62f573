"""Changes of a recording that change nothing about the heart."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

import numpy as np

from echo2ecg_edge import Recording
from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II

SEED: Final = 0
Change = Callable[[Recording], Recording]


def resampled(rate_hz: float) -> Change:
    """Return the change to another sampling rate, with a filter against aliasing."""
    from scipy.signal import resample_poly

    def change(recording: Recording) -> Recording:
        ratio = Fraction(rate_hz / recording.rate_hz).limit_denominator(1000)
        signal = resample_poly(
            recording.signal_mv, ratio.numerator, ratio.denominator, axis=1, padtype="line"
        )
        return replace(recording, signal_mv=signal.astype(np.float32), rate_hz=rate_hz)

    return change


def noisy(level_mv: float) -> Change:
    """Return the addition of white noise of this SD; limb leads keep belonging together."""

    def change(recording: Recording) -> Recording:
        noise = np.random.default_rng(SEED).normal(0, level_mv, recording.signal_mv.shape)
        noise[2:6] = np.array(list(DERIVED_FROM_I_AND_II.values())) @ noise[:2]
        return replace(recording, signal_mv=(recording.signal_mv + noise).astype(np.float32))

    return change


def gained(factor: float) -> Change:
    """Return the multiplication by a factor."""
    return lambda recording: replace(recording, signal_mv=recording.signal_mv * np.float32(factor))


def moved(seconds: float) -> Change:
    """Return the move of the beginning to the end, raised or lowered so that no step is left."""

    def change(recording: Recording) -> Recording:
        first = round(seconds * recording.rate_hz)
        begun, rest = np.split(recording.signal_mv, [first], axis=1)
        joined = np.hstack([rest, begun + (rest[:, -1:] - begun[:, :1])])
        return replace(recording, signal_mv=joined)

    return change


CHANGES: Final[dict[str, Callable[[], Change]]] = {
    "500 to 250 Hz": lambda: resampled(250.0),
    "500 to 100 Hz": lambda: resampled(100.0),
    "white noise, 20 microvolt": lambda: noisy(0.02),
    "white noise, 50 microvolt": lambda: noisy(0.05),
    "first 0.25 s moved to the end": lambda: moved(0.25),
    "first 0.5 s moved to the end": lambda: moved(0.5),
    "5 % higher": lambda: gained(1.05),
    "5 % lower": lambda: gained(0.95),
}
"""What is done to a recording, made when asked for."""

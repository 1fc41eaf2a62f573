"""The band-pass of a published model, run by the same library as its authors'.

A filter this narrow swings for seconds at the ends of a recording, and how it begins is part of
what the model was trained on.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

LARGEST_DENOMINATOR: Final = 1000
WINDOW: Final = ("kaiser", 5.0)


@dataclass(frozen=True, slots=True)
class Band:
    """A Butterworth band-pass run forwards and backwards, at the recording's own rate.

    Attributes:
        low_hz: Lower cut-off, half power per pass.
        high_hz: Upper cut-off.
        order: Per pass and side.
    """

    low_hz: float
    high_hz: float
    order: int


def band_pass(
    signal: NDArray[np.float32], rate_hz: float, to_rate_hz: float, band: Band
) -> NDArray[np.float32]:
    """Filter, then resample.

    Args:
        signal: Shape (leads, samples).
        rate_hz: Its sampling rate, more than twice ``band.high_hz``.
        to_rate_hz: The rate wanted.
        band: The filter.

    Returns:
        float32, shape (leads, about duration x to_rate_hz).

    Source: EchoingECG's public preprocessing.
    """
    from scipy import signal as scipy_signal

    limits = (band.low_hz, band.high_hz)
    sections = scipy_signal.butter(band.order, limits, "band", fs=rate_hz, output="sos")
    filtered = scipy_signal.sosfiltfilt(sections, signal.astype(np.float64), axis=-1)
    ratio = Fraction(to_rate_hz / rate_hz).limit_denominator(LARGEST_DENOMINATOR)
    up, down = ratio.numerator, ratio.denominator
    if up != down:
        filtered = scipy_signal.resample_poly(
            filtered, up, down, axis=-1, window=WINDOW, padtype="median"
        )
    return np.asarray(filtered, np.float32)

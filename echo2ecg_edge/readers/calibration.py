"""The calibration pulse that some devices add after the ECG: one millivolt in every lead."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_PULSE_MV: Final = 1.0
_TOLERANCE_MV: Final = 0.02
_SHORTEST_PULSE_S: Final = 0.1
_SEARCHED_S: Final = 1.0
_FEWEST_LEADS: Final = 3


def length_without_pulse(signal_mv: NDArray[np.float32], rate_hz: float) -> int:
    """Return how many samples come before a calibration pulse in the last second.

    No heart makes it: I + III = II cannot hold where all three are one millivolt.

    Args:
        signal_mv: Shape (leads, samples), millivolts.
        rate_hz: Samples per second.

    Returns:
        The samples before the pulse and before the flat line that leads to it; all of them where
        there is no pulse.
    """
    leads, samples = (int(size) for size in signal_mv.shape)
    first = max(0, samples - int(_SEARCHED_S * rate_hz))
    tail = signal_mv[:, first:]
    is_pulse = np.all(np.abs(tail - _PULSE_MV) <= _TOLERANCE_MV, axis=0)
    if leads < _FEWEST_LEADS or is_pulse.sum() < _SHORTEST_PULSE_S * rate_hz:
        return samples
    start = np.argmax(is_pulse)
    is_beating = np.any(np.abs(tail[:, :start]) > _TOLERANCE_MV, axis=0)
    beats = np.flatnonzero(is_beating)
    return first + (int(beats[-1]) + 1 if beats.size else 0)

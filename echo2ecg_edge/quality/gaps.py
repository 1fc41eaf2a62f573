"""Fill missing samples, so that the signal can be filtered."""

import numpy as np
from numpy.typing import NDArray


def fill_missing(signal_mv: NDArray[np.float32]) -> NDArray[np.float32]:
    """Replace missing samples by a straight line between their neighbours.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN or infinite where a sample is missing.

    Returns:
        The same array when nothing is missing, else a filled copy. A gap at an end repeats the
        nearest sample; a lead without any sample becomes zero.
    """
    known = np.isfinite(signal_mv)
    if known.all():
        return signal_mv
    filled = np.zeros_like(signal_mv)
    time = np.arange(signal_mv.shape[1])
    for row, lead, present in zip(filled, signal_mv, known, strict=True):
        if present.any():
            row[:] = np.interp(time, time[present], lead[present])
    return filled

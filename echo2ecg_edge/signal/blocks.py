"""How high a signal stands, block by block: the common yardstick of admission and quality."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal.middle import median

BEAT_BLOCK_S: Final = 2.0
"""Long enough for a heartbeat at 30 per minute, short enough to leave slow wander out."""


def block_heights(
    signal_mv: NDArray[np.float32], rate_hz: float, block_s: float
) -> NDArray[np.float32]:
    """Highest minus lowest sample of each block.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN samples are passed over.
        rate_hz: Its sampling rate.
        block_s: Length of a block in seconds; blocks are a little longer where it does not divide
            the signal.

    Returns:
        Shape (leads, blocks), at least one block; NaN where a block holds no sample.
    """
    leads, samples = signal_mv.shape
    if not samples:
        return np.full((leads, 1), np.nan, np.float32)
    blocks = max(1, int(samples / (rate_hz * block_s)))
    whole = signal_mv[:, : samples // blocks * blocks].reshape(leads, blocks, -1)
    return np.asarray(np.fmax.reduce(whole, axis=-1) - np.fmin.reduce(whole, axis=-1))


def usual_height(signal_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.float32]:
    """Median height of blocks of two seconds, which short artefacts do not change.

    Args:
        signal_mv: Shape (leads, samples), millivolts, no NaN.
        rate_hz: Its sampling rate.

    Returns:
        Shape (leads,), millivolts; NaN for a signal without samples.
    """
    return median(block_heights(signal_mv, rate_hz, BEAT_BLOCK_S))

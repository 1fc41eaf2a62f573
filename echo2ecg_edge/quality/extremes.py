"""The highest and lowest sample of each half second: looked for once, used by several checks."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

BLOCK_S: Final = 0.5
"""A living lead changes within half a second, even between beats and at 20 microvolt steps."""


@dataclass(frozen=True, slots=True, eq=False)
class Extremes:
    """Of each lead and half second, millivolts; NaN where a block holds no sample.

    Attributes:
        high: Shape (leads, blocks), at least one block.
        low: Same shape.
    """

    high: NDArray[np.float32]
    low: NDArray[np.float32]


def extremes(signal_mv: NDArray[np.float32], rate_hz: float) -> Extremes:
    """Find them.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN samples are passed over.
        rate_hz: Its sampling rate. Blocks are a little longer where half seconds do not divide
            the signal.
    """
    leads, samples = signal_mv.shape
    if not samples:
        nothing = np.full((leads, 1), np.nan, np.float32)
        return Extremes(nothing, nothing)
    blocks = max(1, int(samples / (rate_hz * BLOCK_S)))
    parts = signal_mv[:, : samples // blocks * blocks].reshape(leads, blocks, -1)
    return Extremes(np.fmax.reduce(parts, axis=-1), np.fmin.reduce(parts, axis=-1))

"""How much of each lead a person could read on paper."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.quality.extremes import Extremes
from echo2ecg_edge.signal.middle import middle

STILL_MV: Final = 0.005
"""Nothing moves for half a second."""
OFF_PAPER_MV: Final = 2.0
"""So far from its middle a lead runs into its neighbours."""
SCRIBBLE_MV: Final = 3.0
"""So high within half a second it is hardly a heartbeat."""
MIDDLE_STEP: Final = 8
"""Every so many samples are enough to know the middle of the signal."""


def unreadable_share(signal_mv: NDArray[np.float32], found: Extremes) -> NDArray[np.float64]:
    """Share of the half seconds in which a lead stands still or leaves its place on the paper.

    Args:
        signal_mv: As it was recorded, shape (leads, samples), millivolts, no NaN.
        found: Its extremes; half seconds without samples count as unreadable.

    Returns:
        Shape (leads,); 1 for a signal without samples.
    """
    if not signal_mv.shape[1]:
        return np.ones(len(signal_mv))
    centre = middle(signal_mv[:, ::MIDDLE_STEP])[:, None]
    is_on = (found.high - centre <= OFF_PAPER_MV) & (centre - found.low <= OFF_PAPER_MV)
    height = found.high - found.low
    is_readable = is_on & (height >= STILL_MV) & (height <= SCRIBBLE_MV)
    return np.asarray(1 - is_readable.mean(axis=-1))

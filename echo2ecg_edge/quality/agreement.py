"""Do the leads beat together? All see the same heart; a lead full of noise goes its own way."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

QRS_S: Final = 0.08
"""The steepness of a lead is added up over about one QRS complex."""
THINNED: Final = 2
"""Of these overlapping sums every second is enough."""
STILL_MV: Final = 1e-6
"""A lead that moves less than this over a whole ECG agrees with nothing."""


def agreement(cleaned_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.float64]:
    """Correlation of each lead's steepness in time with that of the others, their median.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts.
        rate_hz: Its sampling rate.

    Returns:
        Shape (leads,), from -1 to 1; 0 for a flat lead, 1 where there is no other lead.
    """
    leads, span = len(cleaned_mv), max(1, round(QRS_S * rate_hz))
    if leads < 2:
        return np.ones(leads)
    if cleaned_mv.shape[1] <= span + 1:
        return np.zeros(leads)
    total = np.cumsum(np.abs(np.diff(cleaned_mv, axis=-1)), axis=-1)
    steepness = total[:, span::THINNED] - total[:, :-span:THINNED]
    steepness -= steepness.mean(axis=-1, keepdims=True)
    length = np.sqrt((steepness**2).sum(axis=-1, keepdims=True))
    unit = (steepness / np.maximum(length, STILL_MV)).astype(np.float64)
    # A lead agrees best with itself: the last of its row, left out of the median.
    others = np.sort(unit @ unit.T, axis=-1)[:, : leads - 1]
    return np.asarray(others[:, (leads - 2) // 2])

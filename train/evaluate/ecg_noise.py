"""Features of the whole strip: spread of every lead and noise."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS

NOISE_NAMES: Final = ("noise_high_mv", "noise_low_mv", *(f"sd_{lead}" for lead in LEADS))
BLOCK_S: Final = 0.25
"""Blocks in which the fast noise is measured; most hold no QRS."""
BEFORE_S: Final = (0.10, 0.05)
"""From and to, before a QRS: the baseline of a beat is taken here."""


def noise_features(
    cleaned_mv: NDArray[np.float32], rate_hz: float, beats: NDArray[np.intp]
) -> dict[str, float | None]:
    """Measure the spread of every lead, fast noise and the drift of the baseline.

    Args:
        cleaned_mv: Shape (12, samples), cleaned millivolts.
        rate_hz: Its sampling rate.
        beats: Sample index of each QRS complex.

    Returns:
        Value by name.
    """
    spread = cleaned_mv.std(axis=1)
    features: dict[str, float | None] = dict(zip(NOISE_NAMES[2:], spread.tolist(), strict=True))
    block = round(BLOCK_S * rate_hz)
    bends = np.diff(cleaned_mv, n=2, axis=1)
    blocks = bends.shape[1] // block
    if blocks:
        cut = bends[:, : blocks * block].reshape(len(bends), blocks, block)
        quiet = np.quantile(cut.std(axis=2), 0.25, axis=1)
        features["noise_high_mv"] = float(np.median(quiet))
    start, stop = (round(before_s * rate_hz) for before_s in BEFORE_S)
    inside = beats[beats >= start]
    if inside.size > 1:
        around = inside[:, None] - np.arange(stop, start + 1)
        levels = np.median(cleaned_mv[:, around], axis=2)
        features["noise_low_mv"] = float(np.median(levels.std(axis=1)))
    return features

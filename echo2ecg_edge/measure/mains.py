"""The hum of the mains, as far as it is steady."""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

MAINS_HZ: Final = (50.0, 60.0)
QRS_S: Final = 0.1
"""The hum is measured farther than this from any beat: a QRS has those frequencies too."""


def mains_hum(
    signal: NDArray[np.float32], rate_hz: float, beats: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Fit steady waves of both mains frequencies between the beats, by least squares.

    Args:
        signal: Shape (leads, samples), no NaN.
        rate_hz: Its sampling rate.
        beats: Sample index of each QRS complex.

    Returns:
        The hum of every lead, shape (leads, samples).
    """
    waves = _waves(signal.shape[1], rate_hz)
    quiet = np.ones(signal.shape[1], np.float32)
    reach = round(QRS_S * rate_hz)
    around = beats + np.arange(-reach, reach + 1)[:, None]
    quiet[np.clip(around, 0, signal.shape[1] - 1)] = 0
    weighted = waves * quiet
    # A little is added to the diagonal: with hardly any quiet sample there is hardly any hum.
    weights = np.linalg.solve(weighted @ waves.T + 1e-3 * np.eye(len(waves)), weighted @ signal.T)
    return np.asarray(weights.T @ waves, np.float32)


@lru_cache(maxsize=4)
def _waves(samples: int, rate_hz: float) -> NDArray[np.float32]:
    """Cosine and sine of each frequency, shape (4, samples)."""
    phases = np.array(MAINS_HZ)[:, None] * (2 * np.pi * np.arange(samples) / rate_hz)
    return np.concatenate([np.cos(phases), np.sin(phases)]).astype(np.float32)

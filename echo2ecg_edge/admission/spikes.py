"""Spikes in the recorded signal: narrow, after a quiet stretch, a few milliseconds long.

Looked for before cleaning, which would widen them. A QRS complex is sharp as well, but even its
sharpest corner is wide beside a spike, and before the corner the signal already moves.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal.middle import median

NEAR_S: Final = 0.004
"""A spike stands out from the signal so long before and after it ..."""
FAR_S: Final = 0.016
"""... and nearly as much from the signal so long before and after it."""
FAR_STEPS: Final = 3
"""The latter in samples, at least."""
NARROW: Final = 0.6
"""Height above the near signal as a share of that above the far one. QRS: up to about 0.5."""
LEAST_MV: Final = 0.06
"""Root mean square over the leads."""
ABOVE_NOISE: Final = 6.0
"""Times the usual height of any sample above its neighbours."""
QUIET_S: Final = (0.03, 0.006)
"""The stretch before a spike in which the signal is quiet, from its beginning to its end."""
QUIET_STEPS: Final = (7, 3)
"""The same in samples, at least."""
QUIET_SHARE: Final = 0.6
"""Quiet: the signal moves by less than this share of the spike's height."""


@dataclass(frozen=True, slots=True, eq=False)
class Spikes:
    """Spikes of a recording.

    Attributes:
        times_s: Ascending, shape (n,).
        shapes_mv: Height in each lead, shape (leads, n).
    """

    times_s: NDArray[np.float64]
    shapes_mv: NDArray[np.float32]


def find_spikes(signal: NDArray[np.float32], rate_hz: float) -> Spikes:
    """Find the spikes; one may be found several times within some milliseconds.

    Args:
        signal: As recorded, shape (leads, samples), millivolts, no NaN.
        rate_hz: Its sampling rate.
    """
    near = max(1, round(NEAR_S * rate_hz))
    standing = _standing(signal, near)
    height = np.sqrt(np.square(standing).mean(axis=0))
    least = max(LEAST_MV, ABOVE_NOISE * float(median(height[::5])) if height.size else 0)
    at = np.flatnonzero(
        (height[1:-1] > least) & (height[1:-1] >= height[:-2]) & (height[1:-1] > height[2:])
    )
    at = _narrow_and_quiet(signal, rate_hz, at + 1 + near, height[at + 1])
    return Spikes(at / rate_hz, standing[:, at - near])


def _standing(signal: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """How far each sample stands above the mean of its neighbours, shape (leads, samples - 2 x)."""
    middle = signal[:, reach:-reach]
    return np.asarray(middle - (signal[:, 2 * reach :] + signal[:, : -2 * reach]) / 2)


def _narrow_and_quiet(
    signal: NDArray[np.float32], rate_hz: float, at: NDArray[np.intp], height: NDArray[np.float32]
) -> NDArray[np.intp]:
    """Return those of the samples at which a spike may be."""
    far = max(FAR_STEPS, round(FAR_S * rate_hz))
    start, stop = (
        max(steps, round(seconds * rate_hz))
        for steps, seconds in zip(QUIET_STEPS, QUIET_S, strict=True)
    )
    whole = (at >= max(start, far)) & (at < signal.shape[1] - far)
    at, height = at[whole], height[whole]
    above_far = signal[:, at] - (signal[:, at - far] + signal[:, at + far]) / 2
    before = np.ptp(signal[:, at + np.arange(-start, -stop + 1)[:, None]], axis=1)
    is_narrow = height >= NARROW * np.sqrt(np.square(above_far).mean(axis=0))
    is_quiet = np.sqrt(np.square(before).mean(axis=0)) < QUIET_SHARE * height
    return np.asarray(at[is_narrow & is_quiet])

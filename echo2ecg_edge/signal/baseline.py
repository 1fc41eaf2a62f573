"""Baselines as the authors of published models estimate them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Signal = NDArray[np.float32]

AT_ONCE: Final = 512
"""Windows whose medians are taken together: more do not fit into a small processor's cache."""


@dataclass(frozen=True, slots=True)
class MedianBaseline:
    """Running medians, each of what the one before gave.

    Attributes:
        windows: Odd lengths in samples.
    """

    windows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AlsBaseline:
    """Asymmetric least squares: smooth, and pulled more to what lies below it.

    Attributes:
        smoothness: Weight of the squared second differences (lambda).
        asymmetry: Weight of what lies above the baseline (p); what lies below weighs 1 - p.
        iterations: How often the weights are renewed.

    Source: Eilers and Boelens, "Baseline correction with asymmetric least squares smoothing", 2005.
    """

    smoothness: float
    asymmetry: float
    iterations: int


def median_baseline(signal: Signal, spec: MedianBaseline) -> Signal:
    """Estimate the baseline by running medians; beyond the ends lie zeros.

    Args:
        signal: Shape (leads, samples).
        spec: Window lengths.

    Returns:
        The baseline, same shape.

    Source: EchoNext's public preprocessing (scipy.signal.medfilt, 0.2 s then 0.6 s).
    """
    for window in spec.windows:
        half = window // 2
        padded = sliding_window_view(np.pad(signal, ((0, 0), (half, half))), window, axis=-1)
        parts = [padded[:, at : at + AT_ONCE] for at in range(0, signal.shape[1], AT_ONCE)]
        middle = [np.partition(part, half, axis=-1)[..., half] for part in parts]
        signal = np.concatenate(middle, axis=1)
    return signal


def als_baseline(signal: Signal, spec: AlsBaseline) -> Signal:
    """Estimate the baseline by asymmetric least squares, lead by lead.

    Args:
        signal: Shape (leads, samples), at least three samples.
        spec: Its numbers.

    Returns:
        The baseline, same shape.
    """
    from scipy.linalg import solveh_banded

    roughness = _roughness(signal.shape[1]) * spec.smoothness
    baseline = np.empty(signal.shape, np.float64)
    for lead, values in enumerate(signal.astype(np.float64)):
        weight = np.ones(values.size)
        for _ in range(spec.iterations):
            bands = roughness.copy()
            bands[0] += weight
            baseline[lead] = solveh_banded(bands, weight * values, lower=True, check_finite=False)
            above, below = values > baseline[lead], values < baseline[lead]
            weight = spec.asymmetry * above + (1 - spec.asymmetry) * below
    return baseline.astype(np.float32)


def _roughness(samples: int) -> NDArray[np.float64]:
    """Squared second differences as a matrix: its diagonal and the two below, (3, samples)."""
    bands = np.zeros((3, samples))
    # Each second difference is (1, -2, 1); this adds up their products.
    for place, own in enumerate((1.0, -2.0, 1.0)):
        for other, next_to in enumerate((1.0, -2.0, 1.0)[place:]):
            bands[other, place : place + samples - 2] += own * next_to
    return bands

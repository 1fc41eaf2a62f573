"""What may happen to an ECG without changing the heart: a shift, a gain, noise, a lost lead."""

import torch
from torch import Tensor

LONGEST_SHIFT = 40
"""Samples (0.4 s at 100 Hz) by which an ECG is moved; the gap is zero, as in a short recording."""

HEAVY_NOISE_SHARE, HEAVY_NOISE_MV = 0.12, 0.4
"""Some ECGs drown in noise, so that the student learns when it knows little."""


def augment(ecg: Tensor, generator: torch.Generator) -> Tensor:
    """Augment a batch of cleaned ECGs.

    Args:
        ecg: float32, shape (n, leads, samples).
        generator: Source of randomness.

    Returns:
        A new tensor of the same shape.
    """
    n, leads, samples = ecg.shape

    def uniform(*shape: int) -> Tensor:
        return torch.rand(*shape, generator=generator)

    shift = int(torch.randint(-LONGEST_SHIFT, LONGEST_SHIFT + 1, (1,), generator=generator))
    moved = torch.zeros_like(ecg)
    moved[..., max(shift, 0) : samples + min(shift, 0)] = ecg[
        ..., max(-shift, 0) : samples - max(shift, 0)
    ]
    gain = torch.exp(0.10 * torch.randn(n, 1, 1, generator=generator))
    heavy = uniform(n, 1, 1) < HEAVY_NOISE_SHARE
    level = 0.03 * uniform(n, 1, 1) ** 3 + HEAVY_NOISE_MV * heavy * uniform(n, 1, 1)
    noise = level * torch.randn(ecg.shape, generator=generator)
    lost = (uniform(n, leads, 1) < 0.25) & (uniform(n, 1, 1) < 0.15)
    return (moved * gain + noise) * ~lost

"""Group z-scoring: what the published Echo2ECG weights expect; it loses absolute millivolts."""

import torch
from torch import Tensor

GROUPS = (slice(0, 3), slice(3, 6), slice(6, 12))
"""I II III; aVR aVL aVF; V1..V6."""

SMALLEST_SD_MV = 1e-6
"""Keeps a flat group flat instead of dividing by zero."""


def group_zscore(ecg: Tensor, leads: Tensor | None) -> Tensor:
    """Standardise each group of leads by its own mean and standard deviation.

    Args:
        ecg: Shape (n, 12, samples), zero where a lead is missing.
        leads: bool, shape (n, 12); missing leads count for nothing and stay zero. None for all.

    Returns:
        Shape (n, 12, samples).
    """
    there = torch.ones_like(ecg[..., :1]) if leads is None else leads[..., None].to(ecg.dtype)
    groups = [_zscore(ecg[:, group], there[:, group]) for group in GROUPS]
    return torch.cat(groups, dim=1)


def _zscore(ecg: Tensor, there: Tensor) -> Tensor:
    """Standardise one group; ``there`` is 1 or 0, shape (n, leads, 1)."""
    count = there.sum((1, 2), keepdim=True).clamp_min(1) * ecg.shape[2]
    mean = ecg.sum((1, 2), keepdim=True) / count
    centred = (ecg - mean) * there
    sd = (centred.square().sum((1, 2), keepdim=True) / count).sqrt()
    return centred / sd.clamp_min(SMALLEST_SD_MV)

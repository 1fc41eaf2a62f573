"""Tokens: an ECG cut into patches of one lead and a few samples, each told where it lies.

The upper half of a token carries the time (fixed sines), the lower half the lead (learned). A
leading CLS token takes part in the attention; nothing reads it.

Source: Echo2ECG (arXiv 2603.08505), public weights.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

PATCH_EPS = 1e-5


class Tokens(nn.Module):
    """ECG -> tokens, shape (n, 1 + leads * times, width): CLS, then lead after lead.

    Args:
        leads: ECG leads in.
        times: Patches per lead.
        patch: Samples of a patch.
        width: Length of a token; divisible by 4.
    """

    time_position: Tensor

    def __init__(self, leads: int, times: int, patch: int, width: int) -> None:
        super().__init__()
        self.proj = nn.Conv1d(1, width, patch, patch)
        self.norm = nn.LayerNorm(width, eps=PATCH_EPS)
        self.cls = nn.Parameter(0.02 * torch.randn(width))
        self.lead_position = nn.Parameter(0.02 * torch.randn(leads, width // 2))
        self.register_buffer("time_position", sines(times, width // 2), persistent=False)

    def forward(self, ecg: Tensor) -> Tensor:
        """Cut (n, leads, times * patch) into tokens."""
        n, leads, _ = ecg.shape
        patches = self.proj(ecg.flatten(0, 1)[:, None]).transpose(1, 2)
        patches = F.gelu(self.norm(patches)).unflatten(0, (n, leads))
        patches = (patches + self._positions()).flatten(1, 2)
        return torch.cat([self.cls.expand(n, 1, -1), patches], dim=1)

    def _positions(self) -> Tensor:
        """Shape (leads, times, width)."""
        leads, times = len(self.lead_position), len(self.time_position)
        lead = self.lead_position[:, None].expand(-1, times, -1)
        return torch.cat([lead, self.time_position.expand(leads, -1, -1)], dim=-1)


def sines(positions: int, width: int) -> Tensor:
    """Sine-cosine positions.

    Args:
        positions: How many, from 0.
        width: Even; sines fill the first half, cosines the second.

    Returns:
        float32, shape (positions, width).

    Source:
        Vaswani et al. 2017, section 3.5.
    """
    half = width // 2
    rate = torch.exp(torch.arange(half, dtype=torch.float64) * (-math.log(10000.0) / half))
    angle = torch.arange(positions, dtype=torch.float64)[:, None] * rate
    return torch.cat([angle.sin(), angle.cos()], dim=1).float()

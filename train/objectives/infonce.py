"""Symmetric InfoNCE. Source: Echo2ECG (arXiv 2603.08505), where the temperature is fixed at 0.5."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.objectives.rows import gathered_rows

LOWEST_TEMPERATURE = 0.01


def info_nce(
    ecg: Tensor, echo: Tensor, temperature: float | Tensor, rows: Tensor | None = None
) -> Tensor:
    """Pull each ECG to its own echo study and away from the others, both ways.

    Under torchrun the others are those of all processes.

    Args:
        ecg: Shape (batch, dimensions); normalised here.
        echo: Shape (batch, dimensions), row i belongs to row i of ``ecg``.
        temperature: Divides the cosine similarity.
        rows: bool, shape (batch,): rows that have a study; the others are left out.

    Returns:
        Scalar: mean of the two cross-entropies; 0 where no row takes part.
    """
    ecg, echo = gathered_rows(rows, ecg, echo)
    similarity = F.normalize(ecg, dim=1) @ F.normalize(echo, dim=1).T / temperature
    if not len(similarity):
        return similarity.sum()
    own = torch.arange(len(similarity), device=similarity.device)
    return (F.cross_entropy(similarity, own) + F.cross_entropy(similarity.T, own)) / 2


class InfoNCE(nn.Module):
    """InfoNCE with its temperature, fixed or learned as a logarithm (as CLIP does).

    Args:
        temperature: To begin with.
        learned: Whether training moves it; never below 0.01.
    """

    def __init__(self, temperature: float, *, learned: bool = False) -> None:
        super().__init__()
        start = torch.tensor(math.log(temperature))
        self.log_temperature = nn.Parameter(start, requires_grad=learned)

    @property
    def temperature(self) -> Tensor:
        """What the similarities are divided by."""
        bounded = self.log_temperature.detach().clamp(min=math.log(LOWEST_TEMPERATURE))
        # Gradients pass as if it were not bounded, so that it can rise again.
        return (self.log_temperature + (bounded - self.log_temperature).detach()).exp()

    def forward(self, ecg: Tensor, echo: Tensor, rows: Tensor | None = None) -> Tensor:
        """Return the scalar loss; see ``info_nce``."""
        return info_nce(ecg, echo, self.temperature, rows)

"""Symmetric InfoNCE. Source: Echo2ECG (arXiv 2603.08505), where the temperature is fixed at 0.5."""

import torch
from torch import Tensor
from torch.nn import functional as F

from train.objectives.rows import gathered_rows


def info_nce(ecg: Tensor, echo: Tensor, temperature: float, rows: Tensor | None = None) -> Tensor:
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

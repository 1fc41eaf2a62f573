"""Symmetric InfoNCE with a fixed temperature. Source: Echo2ECG (arXiv 2603.08505)."""

import torch
from torch import Tensor
from torch.nn import functional as F


def info_nce(ecg: Tensor, echo: Tensor, temperature: float) -> Tensor:
    """Pull each ECG to its own echo study and away from the others of the batch, both ways.

    Args:
        ecg: Shape (batch, dimensions); normalised here.
        echo: Shape (batch, dimensions), row i belongs to row i of ``ecg``.
        temperature: Divides the cosine similarity.

    Returns:
        Scalar: mean of the two cross-entropies.
    """
    similarity = F.normalize(ecg, dim=1) @ F.normalize(echo, dim=1).T / temperature
    own = torch.arange(len(ecg), device=ecg.device)
    return (F.cross_entropy(similarity, own) + F.cross_entropy(similarity.T, own)) / 2

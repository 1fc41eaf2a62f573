"""PCME++: match Gaussians by a closed-form distance.

Source: arXiv 2305.18171; weights of the terms as in EchoingECG (arXiv 2509.25791).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.objectives.rows import gathered_rows
from train.objectives.study import study_log_variance

__all__ = ["PCMEpp", "safe_log_variance", "study_log_variance"]

VIB_WEIGHT = 1e-4
PSEUDO_WEIGHT = 0.1
LOWEST, HIGHEST = -20.0, 10.0
"""Bounds of a log-variance in the loss. The floor of a study's (log 1e-8 = -18.4) lies inside."""


class PCMEpp(nn.Module):
    """The PCME++ loss with its learned scale and shift, both starting at 5.

    Keep it out of autocast: 2 - 2 cos of near vectors loses all its digits in sixteen bits.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(5.0))
        self.shift = nn.Parameter(torch.tensor(5.0))

    def forward(
        self,
        mean_a: Tensor,
        log_var_a: Tensor,
        mean_b: Tensor,
        log_var_b: Tensor,
        rows: Tensor | None = None,
    ) -> Tensor:
        """Return the scalar loss of a batch in which row i of a belongs to row i of b.

        Under torchrun every row is compared with those of all processes.

        Args:
            mean_a: Shape (batch, dimensions); normalised here, as is ``mean_b``.
            log_var_a: Shape (batch, dimensions), as is ``log_var_b``.
            mean_b: See ``mean_a``.
            log_var_b: See ``log_var_a``.
            rows: bool, shape (batch,): rows that have both sides; the others are left out.

        Returns:
            Scalar; 0 where no row takes part.
        """
        mean_a, log_var_a, mean_b, log_var_b = gathered_rows(
            rows, mean_a, log_var_a, mean_b, log_var_b
        )
        mean_a, mean_b = F.normalize(mean_a, dim=1), F.normalize(mean_b, dim=1)
        log_var_a, log_var_b = safe_log_variance(log_var_a), safe_log_variance(log_var_b)
        logit = self.shift - self.scale * _distance(mean_a, log_var_a, mean_b, log_var_b)
        if not len(logit):
            return logit.sum()
        own = torch.eye(len(logit), device=logit.device, dtype=logit.dtype)
        match = F.binary_cross_entropy_with_logits(logit, own)
        vib = _kl_to_standard_normal(mean_a, log_var_a) + _kl_to_standard_normal(mean_b, log_var_b)
        pseudo = _pseudo_positive_loss(logit, own) + _pseudo_positive_loss(logit.T, own)
        return 2 * match + VIB_WEIGHT * vib + PSEUDO_WEIGHT * pseudo


def safe_log_variance(log_variance: Tensor) -> Tensor:
    """Bound a log-variance, so that its exponential is finite.

    Gradients pass as if it were not bounded, so that one that ran away can come back.
    """
    return log_variance + (log_variance.clamp(LOWEST, HIGHEST) - log_variance).detach()


def _distance(mean_a: Tensor, log_var_a: Tensor, mean_b: Tensor, log_var_b: Tensor) -> Tensor:
    """Expected squared distance of all Gaussians of a to all of b, shape (a, b)."""
    spread = log_var_a.exp().sum(1)[:, None] + log_var_b.exp().sum(1)[None]
    # Between unit vectors; the gradient of torch.cdist is not a number where two are equal.
    return 2 - 2 * mean_a @ mean_b.T + spread


def _kl_to_standard_normal(mean: Tensor, log_var: Tensor) -> Tensor:
    return -0.5 * (1 + log_var - mean.square() - log_var.exp()).sum(1).mean()


def _pseudo_positive_loss(logit: Tensor, own: Tensor) -> Tensor:
    """Columns that match at least as well as the true one count as positive too."""
    matched = logit.diagonal()[:, None]
    return F.binary_cross_entropy_with_logits(
        logit, torch.maximum(own, (logit >= matched).to(own.dtype))
    )

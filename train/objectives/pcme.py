"""PCME++: match Gaussians by a closed-form distance.

Source: arXiv 2305.18171; weights of the terms as in EchoingECG (arXiv 2509.25791).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.echo.aggregator import ViewAggregator
from train.echo.studies import Studies

VIB_WEIGHT = 1e-4
PSEUDO_WEIGHT = 0.1


class PCMEpp(nn.Module):
    """The PCME++ loss with its learned scale and shift, both starting at 5."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(5.0))
        self.shift = nn.Parameter(torch.tensor(5.0))

    def forward(
        self, mean_a: Tensor, log_var_a: Tensor, mean_b: Tensor, log_var_b: Tensor
    ) -> Tensor:
        """Return the scalar loss of a batch in which row i of a belongs to row i of b.

        Args:
            mean_a: Shape (batch, dimensions); normalised here, as is ``mean_b``.
            log_var_a: Shape (batch, dimensions), as is ``log_var_b``.
            mean_b: See ``mean_a``.
            log_var_b: See ``log_var_a``.
        """
        mean_a, mean_b = F.normalize(mean_a, dim=1), F.normalize(mean_b, dim=1)
        spread = log_var_a.exp().sum(1)[:, None] + log_var_b.exp().sum(1)[None]
        distance = torch.cdist(mean_a, mean_b).square() + spread
        logit = -self.scale * distance + self.shift
        own = torch.eye(len(logit))
        match = F.binary_cross_entropy_with_logits(logit, own)
        vib = _kl_to_standard_normal(mean_a, log_var_a) + _kl_to_standard_normal(mean_b, log_var_b)
        pseudo = _pseudo_positive_loss(logit, own) + _pseudo_positive_loss(logit.T, own)
        return 2 * match + VIB_WEIGHT * vib + PSEUDO_WEIGHT * pseudo


def _kl_to_standard_normal(mean: Tensor, log_var: Tensor) -> Tensor:
    return -0.5 * (1 + log_var - mean.square() - log_var.exp()).sum(1).mean()


def _pseudo_positive_loss(logit: Tensor, own: Tensor) -> Tensor:
    """Columns that match at least as well as the true one count as positive too."""
    matched = logit.diagonal()[:, None]
    return F.binary_cross_entropy_with_logits(logit, torch.maximum(own, (logit >= matched).float()))


def study_log_variance(aggregator: ViewAggregator, studies: Studies) -> Tensor:
    """Log-variance of a study over its views in the shared space. Source: EchoingECG (var + 1e-8).

    Returns:
        Shape (studies, dimensions).
    """
    each = F.normalize(aggregator.each_view(studies.views), dim=2)
    weight = studies.mask[..., None].float()
    count = weight.sum(1)
    mean = (each * weight).sum(1) / count
    variance = ((each - mean[:, None]).square() * weight).sum(1) / count
    return torch.log(variance + 1e-8)

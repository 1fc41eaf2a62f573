"""Mixing: every ECG of a batch becomes a blend of two, and its labels the same blend.

Source: Zhang et al., "mixup: Beyond Empirical Risk Minimization" (arXiv 1710.09412).
"""

from dataclasses import replace

import torch

from train.batch import Batch


def mixed(batch: Batch, alpha: float, generator: torch.Generator) -> Batch:
    """Blend each ECG with another one of the batch, for training on labels alone.

    A lead that either lacks is missing, and a label that either does not know is not known; echo
    measures are not blended but dropped.

    Args:
        batch: ECGs without studies or reports.
        alpha: Of the beta distribution that the share of the other ECG is drawn from.
        generator: Source of randomness, on the CPU.
    """
    n = len(batch)
    other = torch.randperm(n, generator=generator)
    share = _beta(n, alpha, generator)
    share = torch.minimum(share, 1 - share)
    leads = batch.leads & batch.leads[other]
    blend = batch.ecg * (1 - share[:, None, None]) + batch.ecg[other] * share[:, None, None]
    return replace(
        batch,
        ecg=torch.where(leads[..., None], blend, 0.0),
        leads=leads,
        labels=batch.labels * (1 - share[:, None]) + batch.labels[other] * share[:, None],
        known=batch.known & batch.known[other],
        measures=torch.full_like(batch.measures, torch.nan),
    )


def _beta(n: int, alpha: float, generator: torch.Generator) -> torch.Tensor:
    """Draw from Beta(alpha, alpha), from the seeded generator."""
    concentration = torch.full((n, 2), alpha)
    gamma = torch._standard_gamma(concentration, generator=generator)
    return gamma[:, 0] / gamma.sum(1)

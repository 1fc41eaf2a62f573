"""Losses of the label and measure heads, over whatever is known.

All divide by the rows of the batch, known or not: so the losses of two processes average to the
loss of their rows together, and a row of which little is known weighs little.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F


def label_loss(
    logits: Tensor, labels: Tensor, known: Tensor, *, missing_is_negative: bool = False
) -> Tensor:
    """Binary cross-entropy over the labels that are known.

    Args:
        logits: Shape (n, labels).
        labels: 0/1, shape (n, labels); 0 where not known.
        known: bool, shape (n, labels).
        missing_is_negative: Count all of them, those not known as negative: EchoNext's convention.

    Returns:
        Scalar: sum over the labels that count, divided by n times labels.
    """
    each = F.binary_cross_entropy_with_logits(logits, labels.to(logits.dtype), reduction="none")
    return each.mean() if missing_is_negative else (each * known).mean()


def measure_loss(says: Tensor, truth: Tensor) -> Tensor:
    """Smooth L1 over the measures that were taken.

    Args:
        says: Standardised measures, shape (n, measures).
        truth: The same, NaN where not measured; see ``MeasureScale``.

    Returns:
        Scalar: sum over what was measured, divided by n times measures.
    """
    # Compared with itself where nothing is known: a difference of zero, and no gradient.
    return F.smooth_l1_loss(says, torch.where(truth.isnan(), says.detach(), truth.to(says.dtype)))


@dataclass(frozen=True, slots=True)
class MeasureScale:
    """Mean and deviation of each measure over the training rows, each of shape (measures,).

    A measure that was never taken, or never differs, keeps a deviation of 1.
    """

    mean: Tensor
    sd: Tensor

    @classmethod
    def of(cls, measures: Tensor) -> "MeasureScale":
        """Take it from the training rows, shape (rows, measures), NaN where not measured."""
        taken = ~measures.isnan()
        count = taken.sum(0).clamp(min=1)
        mean = measures.nan_to_num().double().sum(0) / count
        squares = torch.where(taken, measures.double() - mean, 0.0).square().sum(0)
        sd = (squares / count).sqrt()
        sd = torch.where(sd > 1e-6, sd, 1.0)
        return cls(mean.float(), sd.float())

    def standardised(self, measures: Tensor) -> Tensor:
        """Put measures on mean 0 and deviation 1; NaN stays NaN."""
        return (measures - self.mean.to(measures)) / self.sd.to(measures)

    def in_units(self, standardised: Tensor) -> Tensor:
        """Undo ``standardised``."""
        return standardised * self.sd.to(standardised) + self.mean.to(standardised)

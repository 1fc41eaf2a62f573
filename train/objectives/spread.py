"""Spread: the log-variance of an ECG must say how far its echo study lies from where it points.

PCME++ alone leaves the variance nearly free where matching is easy: trained with it only, the
variance did not rise with noise. So the log-variance is also fitted by maximum likelihood to the
distance that is really left; the means are held still, so that nothing else is changed by it.
"""

from torch import Tensor
from torch.nn import functional as F


def spread_likelihood(
    ecg: Tensor, log_variance: Tensor, echo: Tensor, rows: Tensor | None = None
) -> Tensor:
    """Negative log-likelihood of the study vector under the ECG's Gaussian, means held still.

    Args:
        ecg: Shape (batch, dimensions); normalised here, as is ``echo``.
        log_variance: Shape (batch, dimensions).
        echo: Shape (batch, dimensions), row i belongs to row i of ``ecg``.
        rows: bool, shape (batch,): rows that have a study; the others count as 0.

    Returns:
        Scalar: mean over batch and dimensions, without the constant.
    """
    left = (F.normalize(ecg, dim=1) - F.normalize(echo, dim=1)).square().detach()
    each = 0.5 * (log_variance + left * (-log_variance).exp())
    return each.mean() if rows is None else (each * rows[:, None]).mean()

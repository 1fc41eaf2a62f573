"""TextHead: a frozen report vector -> a Gaussian in the space shared with ECG and echo."""

from typing import NamedTuple

import torch
from torch import Tensor, nn


class TextOutput(NamedTuple):
    """What the text branch says about each report, each of shape (n, shared).

    Attributes:
        embedding: Mean in the shared space, not normalised.
        log_variance: Log-variance per dimension.
    """

    embedding: Tensor
    log_variance: Tensor


class TextHead(nn.Module):
    """Two linear maps. Source: EchoingECG, whose text branch is probabilistic as its ECG branch is.

    Args:
        text_dimensions: Length of a report vector.
        shared: Length of the shared vector.
    """

    def __init__(self, text_dimensions: int, shared: int) -> None:
        super().__init__()
        self.to_embedding = nn.Linear(text_dimensions, shared, bias=False)
        self.to_log_variance = nn.Linear(text_dimensions, shared)
        # As the ECG's: a unit vector has a variance of about 1/dimensions; begin a little below.
        nn.init.constant_(self.to_log_variance.bias, -6.0)

    def forward(self, text: Tensor) -> TextOutput:
        """Map report vectors, float32, shape (n, text_dimensions)."""
        return TextOutput(self.to_embedding(text), self.to_log_variance(text))


def has_text(text: Tensor) -> Tensor:
    """Tell which rows have a report, bool (n,): a row of zeros stands for none."""
    return torch.any(text != 0, dim=1)

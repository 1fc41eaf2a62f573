"""Generalised pooling (GPO): learned weights over sorted tokens, from maximum to mean and beyond.

Source: Chen et al., "Learning the Best Pooling Strategy for Visual Semantic Embedding"
(arXiv 2011.04305), as EchoingECG (arXiv 2509.25791) uses it.
"""

import torch
from torch import Tensor, nn

from train.ecg.tokens import sines

SHARPNESS = 0.1
"""Divides the scores before the softmax."""


class GPO(nn.Module):
    """Pools (n, tokens, size) to (n, size).

    Args:
        hidden: Width of the position code and of the GRU; even.
    """

    def __init__(self, hidden: int = 32) -> None:
        super().__init__()
        self.hidden = hidden
        self.gru = nn.GRU(hidden, hidden, batch_first=True, bidirectional=True)
        self.score = nn.Linear(hidden, 1, bias=False)

    def weights(self, tokens: int) -> Tensor:
        """Return the weight of each rank, largest token first; constant for a fixed length.

        Args:
            tokens: How many tokens are pooled.

        Returns:
            Shape (tokens,), summing to one.
        """
        # The published code interleaves sines and cosines.
        code = sines(tokens, self.hidden).unflatten(1, (2, -1)).transpose(1, 2).flatten(1)
        states, _ = self.gru(code.to(self.score.weight)[None])
        both = states[0].unflatten(1, (2, -1)).mean(1)
        weights: Tensor = (self.score(both)[:, 0] / SHARPNESS).softmax(0)
        return weights

    def forward(self, tokens: Tensor) -> Tensor:
        """Sort the tokens in every dimension by itself, descending, and sum by rank."""
        ranked = tokens.sort(dim=1, descending=True).values
        pooled: Tensor = torch.einsum("nts,t->ns", ranked, self.weights(tokens.shape[1]))
        return pooled

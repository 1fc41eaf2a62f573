"""What all aggregators have in common, and the plainer ones: mean, CLS token, frozen mean."""

from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn


class Aggregator(nn.Module, ABC):
    """All views of a study -> one vector in the space shared with the ECG."""

    @abstractmethod
    def forward(self, views: Tensor, mask: Tensor) -> Tensor:
        """Aggregate studies.

        Args:
            views: float32, shape (n, views, view_dimensions).
            mask: bool, shape (n, views), true where there is a view.

        Returns:
            float32, shape (n, shared), not normalised; zero where a row has no view.
        """

    @abstractmethod
    def each_view(self, views: Tensor) -> Tensor:
        """Map every view to the vector of a study that is this view alone.

        A study's spread is computed from these.

        Args:
            views: float32, shape (n, views, view_dimensions).

        Returns:
            float32, shape (n, views, shared), not normalised.
        """


class MeanAggregator(Aggregator):
    """Project every view, take the mean, map it by a bias-free head."""

    def __init__(self, view_dimensions: int, hidden: int, shared: int) -> None:
        super().__init__()
        self.project = nn.Linear(view_dimensions, hidden)
        self.head = nn.Linear(hidden, shared, bias=False)

    def forward(self, views: Tensor, mask: Tensor) -> Tensor:
        """Aggregate studies; see ``Aggregator``."""
        vector: Tensor = self.head(masked_mean(self.project(views), mask))
        return vector

    def each_view(self, views: Tensor) -> Tensor:
        """Map every view alone; see ``Aggregator``."""
        vector: Tensor = self.head(self.project(views))
        return vector


class ClsAggregator(Aggregator):
    """A learned token looks at itself and at the projected views in one attention layer."""

    def __init__(self, view_dimensions: int, hidden: int, shared: int, heads: int = 4) -> None:
        super().__init__()
        self.project = nn.Linear(view_dimensions, hidden)
        self.token = nn.Parameter(torch.randn(1, 1, hidden) * 0.02)
        self.attention = nn.MultiheadAttention(hidden, heads, batch_first=True)
        self.head = nn.Linear(hidden, shared, bias=False)

    def forward(self, views: Tensor, mask: Tensor) -> Tensor:
        """Aggregate studies; see ``Aggregator``."""
        token = self.token.expand(len(views), -1, -1)
        seen = torch.cat([token, self.project(views)], 1)
        padding = torch.cat([torch.zeros_like(mask[:, :1]), ~mask], 1)
        pooled, _ = self.attention(token, seen, seen, key_padding_mask=padding, need_weights=False)
        vector: Tensor = self.head(pooled[:, 0])
        return torch.where(mask.any(1, keepdim=True), vector, 0.0)

    def each_view(self, views: Tensor) -> Tensor:
        """Map every view alone; see ``Aggregator``."""
        alone = views.flatten(0, 1)[:, None]
        there = torch.ones(alone.shape[:2], dtype=torch.bool, device=views.device)
        return self.forward(alone, there).reshape(*views.shape[:2], -1)


class FrozenMean(Aggregator):
    """The mean of the frozen view embeddings; nothing to learn. Source: EchoingECG."""

    def forward(self, views: Tensor, mask: Tensor) -> Tensor:
        """Aggregate studies; see ``Aggregator``."""
        return masked_mean(views, mask)

    def each_view(self, views: Tensor) -> Tensor:
        """Return the embeddings themselves."""
        return views


def masked_mean(vectors: Tensor, mask: Tensor) -> Tensor:
    """Mean over the second axis where the mask is true; zero where it is nowhere.

    Args:
        vectors: Shape (n, items, dimensions).
        mask: bool, shape (n, items).
    """
    weight = mask[..., None].to(vectors.dtype)
    return (vectors * weight).sum(1) / weight.sum(1).clamp(min=1)

"""Aggregators: all views of a study -> one vector. ViewAggregator is Echo2ECG's own."""

from enum import StrEnum

import torch
from torch import Tensor, nn

from echo2ecg_edge.errors import CallError
from train.echo.pooling import Aggregator, ClsAggregator, FrozenMean, MeanAggregator


class AggregatorKind(StrEnum):
    """How the views of a study become one vector."""

    ATTENTION = "attention"
    MEAN = "mean"
    CLS = "cls"
    FROZEN_MEAN = "frozen mean"


class ViewAggregator(Aggregator):
    """Attention pooling with one query, the masked mean of the projected views.

    No residual, no norm: keys and values are the projected views themselves. A bias-free linear
    head maps the pooled vector into the space shared with the ECG.
    Source: Echo2ECG (arXiv 2603.08505).

    Args:
        view_dimensions: Length of a view vector.
        hidden: Width of the projection.
        shared: Length of the shared vector.
        heads: Attention heads.
    """

    def __init__(self, view_dimensions: int, hidden: int, shared: int, heads: int = 4) -> None:
        super().__init__()
        self.project = nn.Linear(view_dimensions, hidden)
        self.attention = nn.MultiheadAttention(hidden, heads, batch_first=True)
        self.head = nn.Linear(hidden, shared, bias=False)

    def forward(self, views: Tensor, mask: Tensor) -> Tensor:
        """Aggregate studies; see ``Aggregator``."""
        some = mask.any(1, keepdim=True)
        # Attention over nothing is not a number: a row without views looks at its padding instead.
        mask = mask | ~some
        projected = self.project(views)
        weight = mask[..., None].to(projected.dtype)
        query = (projected * weight).sum(1, keepdim=True) / weight.sum(1, keepdim=True)
        pooled, _ = self.attention(
            query, projected, projected, key_padding_mask=~mask, need_weights=False
        )
        vector: Tensor = self.head(pooled[:, 0])
        return torch.where(some, vector, 0.0)

    def each_view(self, views: Tensor) -> Tensor:
        """Map every view alone into the shared space; see ``Aggregator``."""
        projected = self.project(views)
        width = projected.shape[-1]
        value = nn.functional.linear(
            projected,
            self.attention.in_proj_weight[2 * width :],
            self.attention.in_proj_bias[2 * width :],
        )
        vector: Tensor = self.head(self.attention.out_proj(value))
        return vector


def new_aggregator(kind: str, view_dimensions: int, hidden: int, shared: int) -> Aggregator:
    """Make an untrained aggregator.

    Args:
        kind: One of ``AggregatorKind``.
        view_dimensions: Length of a view vector.
        hidden: Width inside; a frozen mean has none.
        shared: Length of the shared vector.

    Raises:
        CallError: There is no such kind, or a frozen mean is to change the length of the vectors.
    """
    if kind == AggregatorKind.ATTENTION:
        return ViewAggregator(view_dimensions, hidden, shared)
    if kind == AggregatorKind.MEAN:
        return MeanAggregator(view_dimensions, hidden, shared)
    if kind == AggregatorKind.CLS:
        return ClsAggregator(view_dimensions, hidden, shared)
    if kind != AggregatorKind.FROZEN_MEAN:
        known = ", ".join(AggregatorKind)
        raise CallError(f'There is no aggregator "{kind}".', f"Choose one of: {known}.")
    if shared != view_dimensions:
        raise CallError(
            f"A frozen mean of views of length {view_dimensions} cannot have length {shared}.",
            f"Set embedding to {view_dimensions} in the recipe's section [encoder], "
            "or choose another aggregator in [echo].",
        )
    return FrozenMean()

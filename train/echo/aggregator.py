"""ViewAggregator: all views of a study -> one vector. Source: Echo2ECG (arXiv 2603.08505)."""

from torch import Tensor, nn


class ViewAggregator(nn.Module):
    """Attention pooling with one query, the masked mean of the projected views.

    No residual, no norm: keys and values are the projected views themselves. A bias-free linear
    head maps the pooled vector into the space shared with the ECG.

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
        """Aggregate studies.

        Args:
            views: float32, shape (studies, views, view_dimensions).
            mask: bool, shape (studies, views), true where there is a view; at least one a study.

        Returns:
            float32, shape (studies, shared), not normalised.
        """
        projected = self.project(views)
        weight = mask[..., None].float()
        query = (projected * weight).sum(1, keepdim=True) / weight.sum(1, keepdim=True)
        pooled, _ = self.attention(
            query, projected, projected, key_padding_mask=~mask, need_weights=False
        )
        vector: Tensor = self.head(pooled[:, 0])
        return vector

    def each_view(self, views: Tensor) -> Tensor:
        """Map every view alone into the shared space: what the study's spread is computed from."""
        projected = self.project(views)
        width = projected.shape[-1]
        value = nn.functional.linear(
            projected,
            self.attention.in_proj_weight[2 * width :],
            self.attention.in_proj_bias[2 * width :],
        )
        vector: Tensor = self.head(self.attention.out_proj(value))
        return vector

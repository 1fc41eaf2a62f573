"""Multi-head self-attention, plain or in the doubled form of the published Echo2ECG encoder.

Doubled: the queries, keys and values of one linear map pass a second linear map each before the
heads, and two linear maps follow them. Nothing stands between two linear maps, so each pair equals
one map: ``folded`` finds it.

Source: Echo2ECG (arXiv 2603.08505), public weights.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Attention(nn.Module):
    """Tokens attend to tokens.

    Args:
        width: Length of a token.
        heads: Attention heads; divides the width.
        doubled: Whether every linear map is followed by a second one.
    """

    def __init__(self, width: int, heads: int, doubled: bool) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.again_qkv: nn.ModuleList | None = None
        self.again_proj: nn.Linear | None = None
        if doubled:
            self.again_qkv = nn.ModuleList(nn.Linear(width, width) for _ in range(3))
            self.again_proj = nn.Linear(width, width)

    def forward(self, tokens: Tensor, visible: Tensor | None) -> Tensor:
        """Attend.

        Args:
            tokens: Shape (n, tokens, width).
            visible: bool, shape (n, tokens), False where nobody may look; None for everywhere.

        Returns:
            Shape (n, tokens, width).
        """
        parts = self.qkv(tokens).chunk(3, dim=-1)
        if self.again_qkv is not None:
            parts = [again(part) for again, part in zip(self.again_qkv, parts, strict=True)]
        query, key, value = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in parts)
        mask = None if visible is None else visible[:, None, None, :]
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        flat = mixed.transpose(1, 2).flatten(2)
        flat = flat if self.again_proj is None else self.again_proj(flat)
        out: Tensor = self.proj(flat)
        return out


@torch.no_grad()
def folded(attention: Attention) -> Attention:
    """Return plain attention that computes the same."""
    width = attention.proj.in_features
    plain = Attention(width, attention.heads, doubled=False)
    if attention.again_qkv is None or attention.again_proj is None:
        plain.load_state_dict(attention.state_dict())
        return plain
    weights = attention.qkv.weight.chunk(3)
    biases = attention.qkv.bias.chunk(3)
    pairs = [
        _chained(again.weight, again.bias, weight, bias)
        for again, weight, bias in zip(attention.again_qkv, weights, biases, strict=True)
    ]
    plain.qkv.weight.copy_(torch.cat([weight for weight, _ in pairs]))
    plain.qkv.bias.copy_(torch.cat([bias for _, bias in pairs]))
    weight, bias = _chained(
        attention.proj.weight,
        attention.proj.bias,
        attention.again_proj.weight,
        attention.again_proj.bias,
    )
    plain.proj.weight.copy_(weight)
    plain.proj.bias.copy_(bias)
    return plain


def _chained(
    second: Tensor, second_bias: Tensor, first: Tensor, first_bias: Tensor
) -> tuple[Tensor, Tensor]:
    """Weight and bias of the first map followed by the second, multiplied in float64."""
    weight = second.double() @ first.double()
    bias = second.double() @ first_bias.double() + second_bias.double()
    return weight.to(first.dtype), bias.to(first.dtype)

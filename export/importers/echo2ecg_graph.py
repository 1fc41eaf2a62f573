"""Echo2ECG's graph: ECG -> its 192 numbers for downstream use, attention folded."""

from dataclasses import replace

import torch
from torch import Tensor, nn

from export.graph import Graph
from export.importers.checkpoint import State
from train.ecg.published import vit_weights
from train.ecg.vit import Vit, fold
from train.ecg.vit_shape import VitShape

LAST_EPS = 1e-5
"""Of the aggregator's norm; those of the blocks have another."""


class _Whole(nn.Module):
    """A block for ECGs without a missing lead."""

    def __init__(self, block: nn.Module) -> None:
        super().__init__()
        self.block = block

    def forward(self, tokens: Tensor) -> Tensor:
        out: Tensor = self.block(tokens, None)
        return out


class Echo2EcgGraph(Graph):
    """The aggregator's norm of the mean patch token; the CLS token is left out of the mean.

    Args:
        vit: With plain attention and the published weights; becomes part of the graph.
    """

    def __init__(self, vit: Vit) -> None:
        super().__init__()
        self.leads, self.tokens = vit.shape.leads, vit.tokens
        self.body = nn.Sequential(*(_Whole(block) for block in vit.blocks))
        self.norm = nn.LayerNorm(vit.shape.width, eps=LAST_EPS)
        self.norm.load_state_dict(vit.norm.state_dict())
        self.outputs = {"embedding": vit.shape.width}
        self.eval().requires_grad_(requires_grad=False)

    def forward(self, ecg: Tensor) -> dict[str, Tensor]:
        """Run on (n, 12, 1, 1008)."""
        tokens = self.body(self.tokens(ecg[:, :, 0]))
        return {"embedding": self.norm(tokens[:, 1:].mean(1))}


def echo2ecg_graph(encoder: State, aggregator: State, shape: VitShape) -> Echo2EcgGraph:
    """Build the graph from checked weights; standardising the ECG is left to its preparation."""
    vit = Vit(replace(shape, group_zscore=False, labels=0, measures=0)).eval()
    vit.load_state_dict(vit_weights(encoder, aggregator), strict=False)  # it has heads beyond these
    plain = fold(vit)
    _place(plain, encoder["pos_embed_x"][0])
    return Echo2EcgGraph(plain)


@torch.no_grad()
def _place(vit: Vit, positions: Tensor) -> None:
    """Take the time positions as the file has them; row 0 belongs to CLS."""
    vit.tokens.time_position.copy_(positions[1:])
    vit.tokens.cls[positions.shape[1] :] += positions[0]

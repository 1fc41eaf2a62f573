"""EchoNext-Mini's graph: ECG -> the 256 pooled features; its last layer is computed elsewhere.

The last layer also reads seven numbers that the ECG alone does not give (age and sex), so it leaves
the graph and becomes the bundle's head.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from export.graph import Graph
from export.importers.checkpoint import State
from export.importers.image import as_image
from train.ecg.published import resnet_weights
from train.ecg.resnet import ResNet, ResNetShape


class EchoNextGraph(Graph):
    """Mean and maximum over time of the last stage.

    ``stem`` (first convolution and first stage) stays in float when the rest becomes int8: eight
    bits are too few for an ECG, and it costs a fifteenth of the whole.

    Args:
        resnet: With the published weights; left unchanged.
    """

    def __init__(self, resnet: ResNet) -> None:
        super().__init__()
        first = resnet.shape.blocks[0]
        self.leads = resnet.shape.leads
        self.stem = as_image(resnet.stem, resnet.stages[:first])
        self.body = as_image(resnet.stages[first:])
        self.outputs = {"embedding": resnet.to_logits.in_features - resnet.shape.tabular}
        self.eval().requires_grad_(requires_grad=False)

    def forward(self, ecg: Tensor) -> dict[str, Tensor]:
        """Run on (n, 12, 1, 2500)."""
        maps = self.body(self.stem(ecg))
        return {"embedding": torch.cat([maps.mean(dim=(2, 3)), maps.amax(dim=(2, 3))], dim=1)}


def echonext_graph(state: State, shape: ResNetShape) -> EchoNextGraph:
    """Build the graph from checked weights."""
    resnet = ResNet(shape).eval()
    resnet.load_state_dict(resnet_weights(state, shape.blocks))
    return EchoNextGraph(resnet)


def echonext_head(state: State) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return weight (12, 256 + 7) and bias (12,) of the last layer."""
    return state["output.weight"].numpy(), state["output.bias"].numpy()

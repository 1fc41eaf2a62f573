"""The Echo2ECG transformer in ONNX fp32: its published size, with random weights.

Its attention is folded, which computes the same with less work: the comparison favours it.
"""

import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from echo2ecg_edge.model.engines import OUTPUTS, Engine, OnnxEngine
from train.ecg import Vit, VitShape

SHAPE = VitShape(embedding=512)
OPSET = 17


class _Graph(nn.Module):
    """Takes model input (n, 12, 1, samples), and gives the outputs that an engine wants."""

    def __init__(self, vit: Vit) -> None:
        super().__init__()
        self.vit = vit

    def forward(self, ecg: Tensor) -> tuple[Tensor, ...]:
        """Run the transformer."""
        says = self.vit(ecg[:, :, 0])
        return tuple(getattr(says, name) for name in OUTPUTS)


def vit_engine(folder: Path, threads: int) -> tuple[str, Engine, int]:
    """Write the transformer into a folder and open it.

    Returns:
        Its name for the table, the engine, and the samples per lead that it takes.
    """
    path = folder / "vit.onnx"
    example = torch.zeros(1, SHAPE.leads, 1, SHAPE.samples)
    with warnings.catch_warnings():
        # As in export/onnx_graph.py: deprecated, but without a package of its own.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Graph(Vit(SHAPE).eval()),
            (example,),
            str(path),
            input_names=["ecg"],
            output_names=list(OUTPUTS),
            opset_version=OPSET,
            dynamo=False,
        )
    content = path.read_bytes()
    name = f"Echo2ECG ViT, random weights, fp32 ONNX ({len(content) / 1e6:.0f} MB)"
    return name, OnnxEngine(content, path.name, threads), SHAPE.samples

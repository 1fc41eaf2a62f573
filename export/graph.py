"""The graph that leaves torch: every output by name, batch norm folded, one linear head each."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from echo2ecg_edge.errors import CallError
from export.heads import heads_of
from export.outcome import Outcome
from train.ecg import Student
from train.trained import load_trained

INPUT = "ecg"


class Graph(nn.Module):
    """What leaves torch: takes (n, leads, 1, samples), returns its outputs by name.

    Attributes:
        leads: ECG leads in.
        outputs: Output name -> how many numbers it gives per ECG.
    """

    leads: int
    outputs: dict[str, int]


class ExportGraph(Graph):
    """A student whose batch norms are folded into its convolutions.

    Args:
        student: Left unchanged.
        heads: Output name -> what computes it from the student's features; left unchanged.
    """

    def __init__(self, student: Student, heads: Mapping[str, nn.Linear]) -> None:
        super().__init__()
        self.leads = student.shape.leads
        self.stem, self.body = deepcopy(student.stem), deepcopy(student.body)
        self.heads = nn.ModuleDict(deepcopy(dict(heads)))
        self.outputs = {name: head.out_features for name, head in heads.items()}
        self.eval().requires_grad_(requires_grad=False)
        for module in list(self.modules()):
            if isinstance(module, nn.Sequential):
                _fold_batch_norm(module)

    def forward(self, ecg: Tensor) -> dict[str, Tensor]:
        """Run the student on (n, leads, 1, samples); return its outputs by name."""
        features = self.body(self.stem(ecg))
        return {name: head(features) for name, head in self.heads.items()}


def load_graph(run: Path, outcome: Outcome) -> ExportGraph:
    """Load the student of a run with the outputs that its outcome knows how to read.

    Raises:
        CallError: The run holds no student that can be exported, or not the one of the outcome.
    """
    trained = load_trained(run)
    student = trained.model.ecg
    if not isinstance(student, Student):
        raise CallError(
            f"{run} holds an encoder of kind {trained.recipe.encoder.kind!r}.",
            "Only the edge student can be exported; distil this encoder into one.",
        )
    return ExportGraph(student, heads_of(trained, student, outcome))


def _fold_batch_norm(layers: nn.Sequential) -> None:
    """Replace every convolution followed by a batch norm with one convolution."""
    for index in range(len(layers) - 1):
        convolution, norm = layers[index], layers[index + 1]
        if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            layers[index] = fuse_conv_bn_eval(convolution, norm)
            layers[index + 1] = nn.Identity()

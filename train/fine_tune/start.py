"""Start from a trained encoder: its layers, a head that a probe fitted, its norms as they are."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from echo2ecg_edge.errors import CallError
from train.batch import Batch
from train.evaluate.frozen import STRENGTH
from train.evaluate.probe import Scaler, fit_logistic
from train.pairs import Pairs
from train.trained import Trained

Floats = NDArray[np.float32]
SMALLEST_SD = 0.1
"""Of a feature, as a share of the mean feature's: few rows may hardly vary in one."""


@torch.no_grad()
def begin_with(
    start: Trained, trained: Trained, asked: Pairs, *, missing_is_negative: bool
) -> None:
    """Copy an encoder without its heads, and fit the new head of the labels to its features.

    Raises:
        CallError: The ECGs were cleaned otherwise.
    """
    if start.recipe.signal != asked.about.spec:
        raise CallError(
            "The pairs were cleaned in another way than the encoder's.",
            "Prepare them with the recipe of its run.",
        )
    weights = start.model.ecg.state_dict().items()
    body = {name: value for name, value in weights if not name.startswith("to_")}
    trained.model.ecg.load_state_dict(body, strict=False)
    rows = asked.rows("train")
    weight, bias = probe_head(
        trained.encode(asked, rows)["features"],
        asked.labels[rows] > 0,
        asked.known[rows] | missing_is_negative,
    )
    head = trained.model.ecg.to_logits
    head.weight.copy_(torch.from_numpy(weight))
    head.bias.copy_(torch.from_numpy(bias))


def probe_head(
    features: Floats, truth: NDArray[np.bool_], counted: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Fit a logistic probe per label, and express it in features that are not standardised.

    Args:
        features: Shape (rows, size).
        truth: Shape (rows, labels).
        counted: Which labels count, same shape.

    Returns:
        Weights, shape (labels, size), and biases, shape (labels,); zeros for a label of one class.
    """
    scale = Scaler.of(features)
    scale = Scaler(scale.mean, np.maximum(scale.sd, SMALLEST_SD * scale.sd.mean()))
    scaled = scale(features)
    fits = np.stack([
        fit_logistic(scaled[use], one[use], STRENGTH)
        for one, use in zip(truth.T, counted.T, strict=True)
    ])  # fmt: skip
    weight = fits[:, :-1] / scale.sd
    return weight, fits[:, -1] - weight @ scale.mean


class StillNorms(nn.Module):
    """A model whose batch norms never learn new statistics, nor normalise by those of a batch."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def train(self, mode: bool = True) -> "StillNorms":
        """Train, but for the norms."""
        super().train(mode)
        for module in self.modules():
            if isinstance(module, _BatchNorm):
                module.eval()
        return self

    def forward(self, batch: Batch, again: Batch | None) -> dict[str, Tensor]:
        """Return what the model returns."""
        said: dict[str, Tensor] = self.model(batch, again)
        return said

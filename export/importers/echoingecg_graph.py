"""EchoingECG's graph: ECG -> mean of unit length, and log-variance; no recurrence is left."""

from dataclasses import replace

from torch import Tensor, nn

from export.graph import Graph
from export.importers.checkpoint import State
from export.importers.image import as_image
from train.ecg.gpo import GPO
from train.ecg.published import xresnet_weights
from train.ecg.xresnet import Xresnet
from train.ecg.xresnet_shape import XresnetShape

NORM_EPS = 1e-8
"""Added to the length of the mean before dividing by it."""

HALVINGS = 4
"""The stem and three stages take every second sample."""


class _Pooled(nn.Module):
    """A linear map of every token, then a weighted sum of the sorted tokens.

    Without recurrence: for a fixed number of tokens the weights by rank are constants.
    """

    weights: Tensor

    def __init__(self, head: nn.Sequential, tokens: int) -> None:
        super().__init__()
        self.linear, gpo = head
        if not isinstance(gpo, GPO):
            raise TypeError("the head does not end in generalised pooling")
        self.tokens = tokens
        self.register_buffer("weights", gpo.weights(tokens).detach())

    def forward(self, tokens: Tensor) -> Tensor:
        values = self.linear(tokens).transpose(1, 2)
        ranked = values.topk(self.tokens, dim=2).values
        pooled: Tensor = ranked @ self.weights
        return pooled


class EchoingEcgGraph(Graph):
    """An xresnet with two heads.

    Args:
        xresnet: With the published weights; its heads become part of the graph.
        samples: Samples per lead, the only length that the graph takes.
    """

    def __init__(self, xresnet: Xresnet, samples: int) -> None:
        super().__init__()
        size, tokens = xresnet.shape.embedding, _tokens(samples)
        self.leads = xresnet.shape.leads
        self.stem = as_image(xresnet.stem)
        self.body = as_image(xresnet.stages)
        self.to_mean = _Pooled(xresnet.to_embedding, tokens)
        self.to_log_variance = _Pooled(xresnet.to_log_variance, tokens)
        self.outputs = {"embedding": size, "log_variance": size}
        self.eval().requires_grad_(requires_grad=False)

    def forward(self, ecg: Tensor) -> dict[str, Tensor]:
        """Run on (n, 12, 1, samples)."""
        tokens = self.body(self.stem(ecg))[:, :, 0].transpose(1, 2)
        mean = self.to_mean(tokens)
        length = mean.norm(dim=1, keepdim=True) + NORM_EPS
        return {"embedding": mean / length, "log_variance": self.to_log_variance(tokens)}


def echoingecg_graph(state: State, shape: XresnetShape, samples: int) -> EchoingEcgGraph:
    """Build the graph from checked weights.

    Args:
        state: Names below ``ecg_encoder.``, without that prefix.
        shape: Size of the network.
        samples: Samples per lead.
    """
    xresnet = Xresnet(replace(shape, labels=0, measures=0)).eval()
    named = xresnet_weights({f"ecg_encoder.{name}": value for name, value in state.items()})
    xresnet.load_state_dict(named, strict=False)  # it has heads for labels and measures beyond
    return EchoingEcgGraph(xresnet, samples)


def _tokens(samples: int) -> int:
    step: int = 2**HALVINGS
    return -(-samples // step)

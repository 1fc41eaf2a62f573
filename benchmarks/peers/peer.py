"""The published models at their published sizes, with random weights: for speed alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import torch

from echo2ecg_edge.signal.preparation import Preparation
from export.graph import Graph
from export.importers.echo2ecg import CONVERSION as ECHO2ECG_CONVERSION
from export.importers.echo2ecg import echo2ecg_preparation
from export.importers.echo2ecg_graph import Echo2EcgGraph
from export.importers.echoingecg import CONVERSION as ECHOINGECG_CONVERSION
from export.importers.echoingecg import echoingecg_preparation
from export.importers.echoingecg_graph import EchoingEcgGraph
from export.importers.echonext import CONVERSION as ECHONEXT_CONVERSION
from export.importers.echonext_graph import EchoNextGraph
from export.importers.echonext_preparation import MICROVOLTS_PER_UNIT, echonext_preparation
from train.ecg import Vit, Xresnet, fold, macs
from train.ecg.resnet import ResNet, ResNetShape
from train.ecg.vit_shape import PUBLISHED as ECHO2ECG
from train.ecg.xresnet_shape import PUBLISHED as ECHOINGECG

SEED: Final = 0


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """A published model.

    Attributes:
        title: As its authors call it.
        graph: The network as it would be exported.
        parameters: Of the network, in its leanest form that computes the same.
        macs: Multiply-accumulates for one ECG.
        preparation: How its ECGs are prepared.
        kinds: ONNX operators that become int8; all that can where empty.
        has_tflite: Whether it is also measured as TFLite.
    """

    title: str
    graph: Graph
    parameters: int
    macs: int
    preparation: Preparation
    kinds: tuple[str, ...]
    has_tflite: bool


def _echonext() -> Peer:
    resnet = ResNet(ResNetShape()).eval()
    cost = macs(resnet, 2500, torch.zeros(1, 7))
    size = _size(resnet)
    steps = echonext_preparation(None, MICROVOLTS_PER_UNIT)
    kinds = ECHONEXT_CONVERSION.kinds
    return Peer("EchoNext-Mini", EchoNextGraph(resnet), size, cost, steps, kinds, True)


def _echo2ecg() -> Peer:
    vit = fold(Vit(replace(ECHO2ECG, group_zscore=False, labels=0, measures=0)).eval())
    steps = echo2ecg_preparation()
    cost, graph = macs(vit, steps.samples), Echo2EcgGraph(vit)
    kinds = ECHO2ECG_CONVERSION.kinds
    return Peer("Echo2ECG encoder", graph, _size(graph), cost, steps, kinds, False)


def _echoingecg() -> Peer:
    xresnet = Xresnet(replace(ECHOINGECG, labels=0, measures=0)).eval()
    steps = echoingecg_preparation()
    cost, size = macs(xresnet, steps.samples), _size(xresnet)
    graph = EchoingEcgGraph(xresnet, steps.samples)
    kinds = ECHOINGECG_CONVERSION.kinds
    return Peer("EchoingECG encoder", graph, size, cost, steps, kinds, False)


PEERS: Final[Mapping[str, Callable[[], Peer]]] = MappingProxyType(
    {"echonext-mini": _echonext, "echo2ecg": _echo2ecg, "echoingecg": _echoingecg}
)
"""Name -> how it is made."""


def make_peer(name: str) -> Peer:
    """Make a model with random weights, always the same."""
    torch.manual_seed(SEED)
    return PEERS[name]()


def _size(model: torch.nn.Module) -> int:
    return sum(one.numel() for one in model.parameters())

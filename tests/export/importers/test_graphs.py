"""The graphs give what the authors' code gave, in torch and in ONNX fp32."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from echo2ecg_edge.model.engines import OnnxEngine
from echo2ecg_edge.model.head import Head
from export.graph import Graph
from export.importers.echo2ecg_graph import echo2ecg_graph
from export.importers.echoingecg_graph import echoingecg_graph
from export.importers.echonext_graph import echonext_graph, echonext_head
from export.importers.fits import fitted
from export.importers.image import as_image
from export.importers.tables import (
    aggregator_table,
    echo2ecg_table,
    echoingecg_table,
    echonext_table,
)
from export.onnx_graph import write_onnx
from export.torch_engine import TorchEngine
from tests.export.importers.foreign_files import VIT, random_state
from tests.train.shared_checkpoints import below, needs_checkpoints, reference
from train.ecg.resnet import ResNet, ResNetShape
from train.ecg.vit_shape import PUBLISHED
from train.ecg.xresnet_shape import XresnetShape

pytestmark = pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")

LARGEST = 1e-4
Outputs = list[dict[str, np.ndarray]]


def run(graph: Graph, ecg: Tensor, folder: Path) -> Outputs:
    """Outputs of torch and of ONNX fp32 for (n, 12, samples)."""
    batch = ecg[:, :, None].contiguous().numpy()
    path = folder / "model.onnx"
    write_onnx(graph, batch.shape[3], path)
    return [
        dict(TorchEngine(graph).run(batch)),
        dict(OnnxEngine(path.read_bytes(), "m").run(batch)),
    ]


def error(got: np.ndarray, expected: Tensor) -> float:
    return float(np.linalg.norm(got - expected.numpy()) / np.linalg.norm(expected.numpy()))


@needs_checkpoints
def test_echonext_mini_gives_the_published_logits(tmp_path: Path) -> None:
    weights, arrays = reference("echonext_mini")
    shape = ResNetShape()
    state = fitted(weights, echonext_table(shape), "weights.pt", "it")
    ecg = arrays["input_waveform"][:, 0].transpose(1, 2)
    head, tabular = Head(*echonext_head(state)), arrays["input_tabular"].numpy()
    for says in run(echonext_graph(state, shape), ecg, tmp_path):
        assert says["embedding"].shape == (3, 256)
        assert error(head.complete(says, tabular)["logits"], arrays["output_logits"]) < LARGEST


@needs_checkpoints
def test_echo2ecg_gives_the_published_vector(tmp_path: Path) -> None:
    weights, arrays = reference("echo2ecg")
    encoder = below(weights, "ecg_multimodal.ckpt/model/")
    norm = below(weights, "token_aggregator.ckpt/model/")
    graph = echo2ecg_graph(
        fitted(encoder, echo2ecg_table(PUBLISHED), "a", "it"),
        fitted(norm, aggregator_table(PUBLISHED), "b", "it"),
        PUBLISHED,
    )
    for says in run(graph, arrays["input_ecg"][:, 0], tmp_path):
        assert error(says["embedding"], arrays["output_global_token"]) < LARGEST


@needs_checkpoints
def test_echoingecg_gives_the_published_mean_and_log_variance(tmp_path: Path) -> None:
    weights, arrays = reference("echoingecg_small")
    shape = XresnetShape(layers=(2, 1, 3, 2), init_dim=8, embedding=64)
    state = fitted(below(weights, "ecg_encoder."), echoingecg_table(shape), "a", "it")
    for says in run(echoingecg_graph(state, shape, 1000), arrays["input_ecg"], tmp_path):
        assert error(says["embedding"], arrays["output_mean"]) < LARGEST
        assert error(says["log_variance"], arrays["output_std"]) < LARGEST


def test_pooling_weights_are_constants_of_the_graph(tmp_path: Path) -> None:
    import onnx

    shape = XresnetShape(layers=(1, 1, 1, 1), init_dim=2, embedding=4)
    graph = echoingecg_graph(random_state(echoingecg_table(shape)), shape, 1000)
    write_onnx(graph, 1000, tmp_path / "a.onnx")
    kinds = {node.op_type for node in onnx.load(str(tmp_path / "a.onnx")).graph.node}
    assert "TopK" in kinds
    assert not kinds & {"GRU", "LSTM", "Softmax", "BatchNormalization"}


@torch.inference_mode()
def test_layers_as_an_image_compute_the_same() -> None:
    torch.manual_seed(1)
    resnet = ResNet(ResNetShape(filters=4, blocks=(2, 1, 1, 1)))
    ecg = torch.randn(3, 12, 200)
    resnet.train()(ecg, torch.zeros(3, 7))  # so that batch norm has something to fold
    resnet.eval()
    image = as_image(resnet.stem, resnet.stages)(ecg[:, :, None])
    expected = resnet.stages(resnet.stem(ecg))
    torch.testing.assert_close(image[:, :, 0], expected, rtol=1e-4, atol=1e-5)


@torch.inference_mode()
def test_the_position_of_cls_in_the_file_counts() -> None:
    encoder, norm = random_state(echo2ecg_table(VIT)), random_state(aggregator_table(VIT))
    ecg = torch.randn(2, 12, 1, VIT.samples)
    before = echo2ecg_graph(encoder, norm, VIT)(ecg)["embedding"]
    moved = {**encoder, "pos_embed_x": encoder["pos_embed_x"].clone()}
    moved["pos_embed_x"][0, 0] += 3.0
    assert not torch.allclose(echo2ecg_graph(moved, norm, VIT)(ecg)["embedding"], before, atol=1e-3)

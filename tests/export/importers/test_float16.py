"""Weights stored in 16 bits: half the file, the same answers, computed in 32 bits."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from echo2ecg_edge.model.engines import OnnxEngine
from export.float16 import store_onnx_in_float16
from export.graph import Graph
from export.models import Models, Precision, convert
from export.onnx_graph import write_onnx


class Tiny(Graph):
    def __init__(self, size: float = 0.1) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.leads, self.outputs = 12, {"embedding": 32}
        self.body = nn.Sequential(nn.Conv2d(12, 32, (1, 9)), nn.ReLU())
        nn.init.normal_(self.body[0].weight, std=size)

    def forward(self, ecg: Tensor) -> dict[str, Tensor]:
        return {"embedding": self.body(ecg).mean(dim=(2, 3))}


def stored(graph: Graph, folder: Path) -> tuple[Path, Path]:
    plain, half = folder / "model.fp32.onnx", folder / "model.fp16.onnx"
    write_onnx(graph, 100, plain)
    store_onnx_in_float16(plain, half)
    return plain, half


def test_the_file_is_half_as_large_and_says_the_same(tmp_path: Path) -> None:
    plain, half = stored(Tiny().eval(), tmp_path)
    assert half.stat().st_size < 0.6 * plain.stat().st_size
    ecg = np.random.default_rng(0).normal(size=(5, 12, 1, 100)).astype(np.float32)
    before, after = (
        OnnxEngine(p.read_bytes(), p.name).run(ecg)["embedding"] for p in (plain, half)
    )
    assert np.allclose(before, after, rtol=5e-3, atol=5e-3)
    assert not np.array_equal(before, after)


def test_the_runtime_casts_when_it_loads_and_not_when_it_runs(tmp_path: Path) -> None:
    import onnx
    import onnxruntime

    _, half = stored(Tiny().eval(), tmp_path)
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(tmp_path / "loaded.onnx")
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(half), options, providers=["CPUExecutionProvider"])
    loaded = {node.op_type for node in onnx.load(str(tmp_path / "loaded.onnx")).graph.node}
    assert "Cast" not in loaded
    assert "Cast" in {node.op_type for node in onnx.load(str(half)).graph.node}


def test_weights_too_large_for_16_bits_stay_in_32(tmp_path: Path) -> None:
    plain, half = stored(Tiny(1e6).eval(), tmp_path)
    ecg = np.ones((1, 12, 1, 100), np.float32)
    before, after = (
        OnnxEngine(p.read_bytes(), p.name).run(ecg)["embedding"] for p in (plain, half)
    )
    assert np.array_equal(before, after)


@pytest.mark.filterwarnings("ignore")  # the converter's own use of what torch deprecates
def test_a_run_can_be_exported_so_for_both_engines(tmp_path: Path) -> None:
    graph, ecg = Tiny().eval(), np.random.default_rng(0).normal(size=(3, 12, 1, 100))
    models = convert(graph, 100, ecg.astype(np.float32), tmp_path, Precision.FLOAT16)
    assert [path.name for path in models.files] == ["model.fp16.onnx", "model.fp16.tflite"]
    plain = Models(tmp_path, Precision.FLOAT32)
    for kind, engine in models.engines().items():
        before = plain.engines()[kind].run(ecg.astype(np.float32))["embedding"]
        after = engine.run(ecg.astype(np.float32))["embedding"]
        assert np.allclose(before, after, rtol=5e-3, atol=5e-3)
        assert not np.array_equal(before, after)

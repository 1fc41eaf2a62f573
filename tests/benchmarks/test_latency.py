"""The latency table: its rows, the transformer beside the student, and processes side by side."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.latency.models import FP32, model_rows, size_row
from benchmarks.latency.throughput import per_second
from benchmarks.latency.timing import row, timing_row
from benchmarks.latency.vit import SHAPE, vit_engine
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle
from tests.tiny_tflite import tflite_model


def tens(folder: Path) -> Callable[[], int]:
    return lambda: 10


def broken(folder: Path) -> Callable[[], int]:
    raise SystemExit(3)


@pytest.fixture(scope="module")
def both_engines(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    models = {
        "model.int8.onnx": onnx_model(weights()),
        "model.int8.tflite": tflite_model(weights()),
    }
    folder = tmp_path_factory.mktemp("latency") / "tiny"
    return Bundle.load(write_bundle(folder, manifest(), models))


def test_a_row_rounds_what_is_long() -> None:
    assert timing_row("a", "b", [1.0, 1.234, 1.5])["p50 ms"] == "1.23"
    assert timing_row("a", "b", [200.4] * 3)["p50 ms"] == "200"
    assert list(row("a", "b")) == list(timing_row("a", "b", [1.0]))
    assert row("a", "b")["peak RSS MB"] == "-"


def test_the_size_counts_models_and_gallery(both_engines: Bundle) -> None:
    size = sum(stamp.bytes for stamp in both_engines.manifest.files.values())
    assert size_row(both_engines)["engine"] == (
        f"model.int8.onnx + model.int8.tflite: {size / 1e6:.2f} MB"
    )


def test_the_transformer_has_its_published_size(tmp_path: Path) -> None:
    name, engine, samples = vit_engine(tmp_path, threads=1)
    assert "random weights" in name
    assert 5.2e6 < (tmp_path / "vit.onnx").stat().st_size / 4 < 5.8e6
    outputs = engine.run(np.zeros((1, 12, 1, samples), np.float32))
    assert outputs["embedding"].shape == (1, SHAPE.embedding)


def test_models_and_their_ratios(both_engines: Bundle, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("benchmarks.latency.models.MODEL_RUNS", 5)
    monkeypatch.setattr("benchmarks.latency.models.VIT_RUNS", 2)
    file, _ = FP32["onnx"]
    (tmp_path / file).write_bytes((both_engines.folder / ENGINES["onnx"][0]).read_bytes())
    rows = model_rows(both_engines, tmp_path, threads=1)
    assert [one["engine"].split(" (")[0] for one in rows[:4]] == [
        *(file, "model.int8.onnx", "model.int8.tflite"),
        "Echo2ECG ViT, random weights, fp32 ONNX",
    ]
    ratios = {one["measured"]: one["p50 ms"] for one in rows[4:]}
    assert list(ratios) == ["onnx fp32 / onnx int8", "Echo2ECG ViT / onnx int8"]
    assert float(ratios["Echo2ECG ViT / onnx int8"].removesuffix(" x")) > 10


def test_two_processes_are_added_up(tmp_path: Path) -> None:
    assert per_second(tens, tmp_path, count=2, seconds=0.05) > 10


def test_a_worker_that_fails_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="exit code 3"):
        per_second(broken, tmp_path, count=1, seconds=0.05)

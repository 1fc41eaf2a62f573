"""Both engines run the same graph, find outputs by name, and fail in words."""

import sys

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import BundleError, CallError, EngineError
from echo2ecg_edge.model.engines import OUTPUTS, OnnxEngine, TfliteEngine, open_engine
from echo2ecg_edge.model.engines.processor import adds_int8_exactly
from echo2ecg_edge.model.engines.tflite import dequantise, quantise
from tests.rich_bundle import rich_weights
from tests.tiny_bundle import SAMPLES, onnx_model, weights
from tests.tiny_tflite import tflite_model

W = weights()
BATCH = np.random.default_rng(1).normal(size=(3, 12, 1, SAMPLES)).astype(np.float32)
FEATURES = np.abs(BATCH).mean(axis=(2, 3))
EXPECTED = {name: FEATURES @ W.matrices[name] + W.biases[name] for name in OUTPUTS}


def onnx(**changes):
    return OnnxEngine(onnx_model(W, **changes), "model.onnx")


def tflite(**changes):
    pytest.importorskip("ai_edge_litert")
    return TfliteEngine(tflite_model(W, **changes), "model.tflite")


@pytest.mark.parametrize("open_it", [onnx, tflite, lambda: onnx(batch=1)])
def test_every_output_is_what_the_weights_say(open_it):
    outputs = open_it().run(BATCH)
    for name in OUTPUTS:
        assert outputs[name].dtype == np.float32
        np.testing.assert_allclose(outputs[name], EXPECTED[name], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("engine", ["onnx", "tflite"])
def test_optional_outputs_come_along(engine):
    rich = rich_weights()
    if engine == "onnx":
        outputs = OnnxEngine(onnx_model(rich), "model.onnx").run(BATCH)
    else:
        pytest.importorskip("ai_edge_litert")
        outputs = TfliteEngine(tflite_model(rich), "model.tflite").run(BATCH)
    assert set(outputs) == {*OUTPUTS, "findings", "lvef", "implausible"}
    assert outputs["findings"].shape == (len(BATCH), 81)
    np.testing.assert_allclose(outputs["lvef"], 58.0)


def test_an_engine_names_itself_and_its_file():
    assert onnx().name.startswith("onnxruntime ")
    assert onnx().name.endswith(", model.onnx")
    assert tflite().name == "ai-edge-litert, model.tflite"


def test_a_missing_output_is_named():
    with pytest.raises(EngineError, match="no output embedding; it has logits, log_variance"):
        onnx(outputs=("logits", "log_variance"))
    with pytest.raises(EngineError, match=r"no output embedding; it has .*output_0"):
        tflite(signature_outputs={"embedding": "output_0"})


@pytest.mark.parametrize("engine", [OnnxEngine, TfliteEngine])
@pytest.mark.parametrize("content", [b"", b"not a model at all, only some text"])
def test_what_is_not_a_model_is_refused(engine, content):
    if engine is TfliteEngine:
        pytest.importorskip("ai_edge_litert")
    with pytest.raises(EngineError, match="failed while loading the model"):
        engine(content, "model")


@pytest.mark.parametrize("open_it", [onnx, tflite])
def test_an_ecg_of_another_length_is_refused(open_it):
    with pytest.raises(EngineError, match="failed while running the model"):
        open_it().run(BATCH[:, :11])


def test_a_missing_engine_says_how_to_install_it(monkeypatch):
    for module in ("onnxruntime", "ai_edge_litert.interpreter", "tflite_runtime.interpreter"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(EngineError, match="pip install onnxruntime"):
        OnnxEngine(b"", "model")
    with pytest.raises(EngineError, match="pip install ai-edge-litert"):
        TfliteEngine(b"", "model")


def test_open_engine_runs_the_bundles_file(tiny):
    assert open_engine("onnx", tiny, threads=2).name.endswith("model.int8.onnx")


def test_open_engine_refuses_what_cannot_be_meant(tiny):
    with pytest.raises(CallError, match=r"no engine 'torch'. Use one of: onnx, tflite"):
        open_engine("torch", tiny)
    with pytest.raises(CallError, match="0 threads"):
        open_engine("onnx", tiny, threads=0)
    with pytest.raises(BundleError, match=r"has no model\.int8\.tflite"):
        open_engine("tflite", tiny)


@given(
    values=st.lists(st.floats(-10, 10, width=32), min_size=1),
    scale=st.floats(0.01, 1.0),
    zero_point=st.integers(-20, 20),
)
def test_integers_come_back_within_half_a_step(values, scale, zero_point):
    details = {"dtype": np.int8, "quantization": (scale, zero_point)}
    real = np.array(values, np.float32)
    steps = quantise(real, details)
    low, high = (-128 - zero_point) * scale, (127 - zero_point) * scale
    assert steps.dtype == np.int8
    back = dequantise(steps, details)
    np.testing.assert_allclose(back, np.clip(real, low, high), atol=0.51 * scale + 1e-5)


def test_float_tensors_pass_unchanged():
    details = {"dtype": np.float32, "quantization": (0.0, 0)}
    assert np.array_equal(dequantise(quantise(BATCH, details), details), BATCH)


@pytest.mark.parametrize("has_vnni", [True, False])
def test_without_vnni_the_slower_and_exact_kernels_are_taken(monkeypatch, has_vnni):
    asked = []
    options = onnxruntime.SessionOptions

    class Options(options):
        def add_session_config_entry(self, key, value):
            asked.append((key, value))
            super().add_session_config_entry(key, value)

    monkeypatch.setattr(onnxruntime, "SessionOptions", Options)
    monkeypatch.setattr("echo2ecg_edge.model.engines.onnx.adds_int8_exactly", lambda: has_vnni)
    onnx()
    assert (("session.x64quantprecision", "1") in asked) is not has_vnni


def test_a_numpy_that_does_not_say_counts_as_no(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy._core._multiarray_umath", None)
    assert not adds_int8_exactly()

"""A tiny bundle with golden ECGs and an example."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import OUTPUTS, OnnxEngine
from echo2ecg_edge.readers import write_csv
from tests.synthetic import recording
from tests.tiny_bundle import SAMPLES, manifest, onnx_model, weights, write_bundle

MODEL = "model.int8.onnx"


def golden(logit_shift: float = 0.0, **changes: np.ndarray) -> bytes:
    """Answers of the tiny graph to noise; the logits shifted, arrays replaced on request."""
    ecg = np.random.default_rng(1).normal(0, 0.2, (3, 12, 1, SAMPLES)).astype(np.float32)
    answers = OnnxEngine(onnx_model(weights()), MODEL).run(ecg)
    arrays = {f"onnx_{name}": answers[name] for name in OUTPUTS}
    arrays["onnx_logits"] = arrays["onnx_logits"] + np.float32(logit_shift)
    file = io.BytesIO()
    np.savez_compressed(file, **{"ecg": ecg, **arrays, **changes})
    return file.getvalue()


def golden_bundle(folder: Path, golden_file: bytes, created: str = "2026-01-31") -> Bundle:
    files = {MODEL: onnx_model(weights()), "golden.npz": golden_file}
    write_bundle(folder, replace(manifest(), created=created), files)
    write_csv(recording(), folder / "example.csv")
    return Bundle.load(folder)

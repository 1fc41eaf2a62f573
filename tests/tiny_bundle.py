"""A bundle small enough to read: mean absolute signal per lead -> three linear outputs.

The same weights go into an ONNX graph and a TFLite graph, so that engines can be compared.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.manifest import (
    SCHEMA,
    Calibration,
    Evidence,
    FileStamp,
    InputSpec,
    LabelSpec,
    Manifest,
    OperatingPoints,
    OutputSizes,
    UncertaintyLimit,
    to_json,
)
from echo2ecg_edge.signal import SignalSpec

SAMPLES = 2500
EMBEDDING = 4
SIGNAL = SignalSpec(
    rate_hz=250.0,
    samples=SAMPLES,
    highpass_hz=0.5,
    highpass_order=2,
    lowpass_start_hz=35.0,
    lowpass_stop_hz=45.0,
    scale_mv=1.0,
    clip_mv=5.0,
)


@dataclass(frozen=True)
class Weights:
    """Matrices (12, size) and biases (size,) of the three outputs."""

    matrices: dict[str, np.ndarray]
    biases: dict[str, np.ndarray]


def weights(logit_bias: float = -3.0, log_variance_bias: float = -2.0) -> Weights:
    random = np.random.default_rng(7)
    sizes = {"logits": len(STRUCTURAL_LABELS), "embedding": EMBEDDING, "log_variance": EMBEDDING}
    biases = {"logits": logit_bias, "embedding": 0.0, "log_variance": log_variance_bias}
    return Weights(
        {k: random.normal(0, 0.1, (12, n)).astype(np.float32) for k, n in sizes.items()},
        {k: np.full(n, biases[k], np.float32) for k, n in sizes.items()},
    )


def manifest(files: dict[str, FileStamp] | None = None) -> Manifest:
    labels = tuple(
        LabelSpec(
            key=key,
            title=title,
            knowledge=Knowledge.SIMULATED,
            prevalence=0.2,
            calibration=Calibration(slope=1.0, intercept=0.0),
            refer_at=0.3,
            operating_points=OperatingPoints(0.1, 0.2, 0.6),
        )
        for key, title in STRUCTURAL_LABELS.items()
    )
    return Manifest(
        schema=SCHEMA,
        name="tiny",
        version="0.0.1",
        created="2026-01-31",
        licence="Apache-2.0",
        trained_on=Knowledge.SIMULATED,
        status="Structural risk was learned from simulated patients only. Made for tests.",
        input=InputSpec(LEADS, SIGNAL, None, tuple(LEAD_SETS)),
        outputs=OutputSizes(len(labels), EMBEDDING, EMBEDDING, 0, 0, 0),
        head=None,
        labels=labels,
        findings=(),
        uncertainty=UncertaintyLimit(limit=0.0, percentile=99.5),
        lvef=None,
        odd=None,
        files=files or {},
        evidence=(Evidence("shd", "AUROC", "simulated patients", 0.8, 0.75, 0.85, 1000, 400),),
        provenance={"seed": 7, "command": "tests/tiny_bundle.py"},
    )


def onnx_model(w: Weights, batch: int | str = "batch", outputs: tuple[str, ...] = ()) -> bytes:
    """Build the graph; ``outputs`` leaves only those, ``batch`` may be fixed."""
    from onnx import TensorProto, helper, numpy_helper

    wanted = outputs or tuple(w.matrices)
    nodes = [
        helper.make_node("Abs", ["ecg"], ["abs"]),
        helper.make_node("GlobalAveragePool", ["abs"], ["mean"]),
        helper.make_node("Flatten", ["mean"], ["features"]),
    ]
    constants = []
    for name in wanted:
        nodes.append(helper.make_node("Gemm", ["features", f"w_{name}", f"b_{name}"], [name]))
        constants.append(numpy_helper.from_array(w.matrices[name], f"w_{name}"))
        constants.append(numpy_helper.from_array(w.biases[name], f"b_{name}"))
    shape = [batch, 12, 1, SAMPLES]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("ecg", TensorProto.FLOAT, shape)],
        [
            helper.make_tensor_value_info(n, TensorProto.FLOAT, [batch, len(w.biases[n])])
            for n in wanted
        ],
        constants,
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="tests"
    )
    return bytes(model.SerializeToString())


def write_bundle(folder: Path, content: Manifest, models: dict[str, bytes]) -> Path:
    """Write the models and the manifest with their true checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    stamps = {}
    for name, model in models.items():
        (folder / name).write_bytes(model)
        stamps[name] = FileStamp(hashlib.sha256(model).hexdigest(), len(model))
    text = to_json(replace(content, files=stamps))
    (folder / "manifest.json").write_text(text, "utf-8")
    return folder

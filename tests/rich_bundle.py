"""The tiny bundle with everything a bundle can have: findings, LVEF, oddness, gallery, tables."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.model.manifest import (
    Calibration,
    FindingSpec,
    LvefBand,
    LvefSpec,
    Manifest,
    OddSpec,
    OperatingPoints,
    OutputSizes,
)
from tests.tiny_bundle import EMBEDDING, Weights, manifest, onnx_model, weights, write_bundle

STUDIES = 30
BANDS = (LvefBand(40.0, -6.0, 12.0), LvefBand(55.0, -9.0, 8.0), LvefBand(85.0, -8.0, 4.0))
TABLES = {
    "data": "simulated validation patients",
    "roc": {
        "lvef_lte_45": [
            {"threshold": 0.1, "sensitivity": 0.95, "specificity": 0.4},
            {"threshold": 0.3, "sensitivity": 0.8, "specificity": 0.7},
            {"threshold": 0.6, "sensitivity": 0.5, "specificity": 0.95},
        ]
    },
}


def rich_manifest() -> Manifest:
    plain = manifest()
    findings = tuple(
        FindingSpec(
            key=key,
            title=title,
            knowledge=Knowledge.REAL,
            prevalence=0.05,
            calibration=Calibration(slope=1.0, intercept=0.0),
            stated_at=None if key == "wpw" else 0.5,
            operating_points=OperatingPoints(0.1, 0.2, 0.6),
        )
        for key, title in FINDINGS.items()
    )
    return replace(
        plain,
        outputs=OutputSizes(len(plain.labels), EMBEDDING, EMBEDDING, len(findings), 1, 1),
        findings=findings,
        lvef=LvefSpec(Knowledge.SIMULATED, 0.9, dict.fromkeys(LEAD_SETS, BANDS)),
        odd=OddSpec(distance=100.0, implausible=0.9, percentile=99.5),
    )


def rich_weights(implausible_bias: float = -5.0, **biases: float) -> Weights:
    """The tiny weights and those of the three optional outputs."""
    plain = weights(**biases)
    sizes = {"findings": len(FINDINGS), "lvef": 1, "implausible": 1}
    bias = {"findings": -3.0, "lvef": 58.0, "implausible": implausible_bias}
    return Weights(
        plain.matrices | {k: np.zeros((12, n), np.float32) for k, n in sizes.items()},
        plain.biases | {k: np.full(n, bias[k], np.float32) for k, n in sizes.items()},
    )


def packed(**arrays: np.ndarray) -> bytes:
    """Return the arrays as the content of an ``.npz`` file."""
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def gallery() -> dict[str, np.ndarray]:
    random = np.random.default_rng(3)
    embedding = random.normal(size=(STUDIES, EMBEDDING))
    embedding /= np.linalg.norm(embedding, axis=1, keepdims=True)
    return {
        "embedding": embedding.astype(np.float16),
        "lvef": random.uniform(20, 70, STUDIES).astype(np.float32),
        "labels": random.integers(0, 2, (STUDIES, len(STRUCTURAL_LABELS)), np.uint8),
    }


def reference() -> dict[str, np.ndarray]:
    return {"mean": np.zeros(EMBEDDING, np.float32), "whitening": np.eye(EMBEDDING, dtype="f4")}


def companions() -> dict[str, bytes]:
    """Return the files beside the models, by name."""
    return {
        "gallery.npz": packed(**gallery()),
        "reference.npz": packed(**reference()),
        "tables.json": json.dumps(TABLES).encode(),
    }


def write_rich_bundle(
    folder: Path, w: Weights | None = None, *, content: Manifest | None = None, **files: bytes
) -> Path:
    """Write the bundle; ``files`` replaces companions, by name with ``_`` for the dot."""
    model = onnx_model(w or rich_weights())
    changed = {name.replace("_", "."): content for name, content in files.items()}
    return write_bundle(
        folder, content or rich_manifest(), {"model.int8.onnx": model} | companions() | changed
    )

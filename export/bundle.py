"""Pack a training run as a bundle: convert, quantise, check parity, write everything down."""

import hashlib
import logging
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.engines import OnnxEngine, TfliteEngine
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.signal import SignalSpec
from export.card import changelog_entry, write_card
from export.example import example_recording
from export.graph import ExportGraph
from export.onnx_graph import quantise_onnx, write_onnx
from export.outcome import Outcome, check_name, read_outcome
from export.parity import Parity, compare, parity_table
from export.tflite_graph import quantise_tflite, write_tflite
from export.torch_engine import TorchEngine
from train.outcome import load_student

log = logging.getLogger(__name__)

STRETCH, STRETCHED_ECGS = 1.5, 400
PACKAGES = ("torch", "onnx", "onnxruntime", "litert-torch", "litert-quantizer", "ai-edge-litert")


@dataclass(frozen=True, slots=True)
class Models:
    """The four model files of an export; the fp32 ones serve comparison and are not bundled."""

    onnx_fp32: Path
    onnx_int8: Path
    tflite_fp32: Path
    tflite_int8: Path


def export_bundle(run: Path, work: Path, bundle: Path, bundle_version: str) -> tuple[Parity, ...]:
    """Turn a training run into a bundle folder.

    Args:
        run: A folder written by ``python -m train quick`` or ``fit``.
        work: Folder for the fp32 models and the parity report.
        bundle: The bundle folder to write; its name is the bundle's name.
        bundle_version: Version of the model.

    Returns:
        The parity of each int8 model on the validation split.

    Raises:
        CallError: The run has no outcome, or the bundle's name calls real patients simulated.
        BundleError: An int8 model differs from torch by more than the gate allows; nothing is
            written to ``bundle``.
    """
    outcome = read_outcome(run)
    check_name(bundle.name, outcome)
    work.mkdir(parents=True, exist_ok=True)
    graph = ExportGraph(load_student(run))
    models = _convert(graph, outcome.signal, _calibration_ecgs(run, outcome.signal), work)
    manifest = _manifest(outcome, graph, models, bundle.name, bundle_version)
    data = f"{outcome.words.kind} validation patients"
    parity = _check_parity(graph, manifest, models, run / "validation.npz", data)
    (work / "parity.md").write_text(parity_table(parity), "utf-8")
    if faults := [f"{row.model}: {fault}" for row in parity for fault in row.faults]:
        raise BundleError(
            f"The int8 models are not faithful: {'; '.join(faults)}.",
            "No bundle was written. Look at parity.md, and calibrate or train differently.",
        )
    _write(bundle, manifest, models, parity)
    return parity


def _convert(
    graph: ExportGraph, signal: SignalSpec, ecg: NDArray[np.float32], work: Path
) -> Models:
    models = Models(
        work / "model.fp32.onnx",
        work / "model.int8.onnx",
        work / "model.fp32.tflite",
        work / "model.int8.tflite",
    )
    log.info("writing ONNX")
    write_onnx(graph, signal.samples, models.onnx_fp32)
    quantise_onnx(models.onnx_fp32, ecg, models.onnx_int8)
    log.info("writing TFLite")
    write_tflite(graph, signal.samples, models.tflite_fp32)
    quantise_tflite(models.tflite_fp32, ecg, models.tflite_int8)
    return models


def _manifest(
    outcome: Outcome, graph: ExportGraph, models: Models, name: str, bundle_version: str
) -> m.Manifest:
    shape = graph.student.shape
    say = outcome.words
    return m.Manifest(
        schema=m.SCHEMA,
        name=name,
        version=bundle_version,
        created=datetime.now(UTC).date().isoformat(),
        licence=say.licence,
        trained_on=outcome.knowledge,
        status=say.status,
        input=m.InputSpec(LEADS, outcome.signal),
        outputs=m.OutputSizes(shape.labels, shape.embedding, shape.embedding),
        labels=outcome.labels,
        uncertainty=outcome.uncertainty,
        files={path.name: _stamp(path) for path in (models.onnx_int8, models.tflite_int8)},
        evidence=outcome.evidence,
        provenance={**outcome.provenance, **{package: version(package) for package in PACKAGES}},
    )


def _check_parity(
    graph: ExportGraph, manifest: m.Manifest, models: Models, validation: Path, data: str
) -> tuple[Parity, ...]:
    reference = TorchEngine(graph)
    batch = _ecgs(validation)
    with np.load(validation) as saved:
        labels = saved["labels"]
    engines = (
        OnnxEngine(models.onnx_int8.read_bytes(), models.onnx_int8.name, 1),
        TfliteEngine(models.tflite_int8.read_bytes(), models.tflite_int8.name, 1),
    )
    return tuple(compare(reference, engine, manifest, batch, data, labels) for engine in engines)


def _write(bundle: Path, manifest: m.Manifest, models: Models, parity: tuple[Parity, ...]) -> None:
    """Write beside the old bundle and swap: an interrupted export leaves the old one whole."""
    fresh = bundle.with_name(f".{bundle.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for path in (models.onnx_int8, models.tflite_int8):
        shutil.copyfile(path, fresh / path.name)
    (fresh / "manifest.json").write_text(m.to_json(manifest), "utf-8")
    (fresh / "CARD.md").write_text(write_card(manifest, parity), "utf-8")
    write_csv(example_recording(), fresh / "example.csv")
    shutil.rmtree(bundle, ignore_errors=True)
    fresh.rename(bundle)
    _update_changelog(bundle.parent / "CHANGELOG.md", changelog_entry(manifest))


def _update_changelog(path: Path, entry: str) -> None:
    """Put the entry first; an entry of the same name and version is replaced."""
    title = "# Changelog of models\n"
    old = path.read_text("utf-8").removeprefix(title) if path.exists() else ""
    entries = [f"## {part.strip()}\n" for part in f"\n{old}".split("\n## ")[1:]]
    same = entry.split(",")[0] + ","  # name and version
    kept = [part for part in entries if not part.startswith(same)]
    path.write_text("\n".join([title, entry, *kept]), "utf-8")


def _stamp(path: Path) -> m.FileStamp:
    content = path.read_bytes()
    return m.FileStamp(hashlib.sha256(content).hexdigest(), len(content))


def _calibration_ecgs(run: Path, signal: SignalSpec) -> NDArray[np.float32]:
    """ECGs that int8 ranges are taken from; some stretched, as real ECGs exceed simulated ones."""
    ecg = _ecgs(run / "calibration.npz")
    limit = signal.clip_mv / signal.scale_mv
    stretched = np.clip(ecg[:STRETCHED_ECGS] * STRETCH, -limit, limit)
    return np.concatenate([ecg, stretched])


def _ecgs(path: Path) -> NDArray[np.float32]:
    """Load model input, shape (n, leads, 1, samples)."""
    with np.load(path) as saved:
        return np.asarray(saved["ecg"], np.float32)[:, :, None]

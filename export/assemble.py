"""Assemble: the manifest of a bundle, and the files that belong to it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.decisions import decisions_digest
from export.golden import GOLDEN, golden_ecgs, write_golden
from export.graph import ExportGraph
from export.latency import latency_facts
from export.models import Models
from export.outcome import Outcome
from export.pack import from_run
from export.torch_engine import TorchEngine
from train.pack import stamp
from train.state import BEST

PACKAGES = ("torch", "onnx", "onnxruntime", "litert-torch", "litert-quantizer", "ai-edge-litert")


def assemble(
    run: Path, outcome: Outcome, graph: ExportGraph, models: Models, name: str, bundle_version: str
) -> tuple[m.Manifest, list[Path]]:
    """Make the golden file and the manifest.

    Args:
        run: The training run.
        outcome: What it says of itself.
        graph: Its student.
        models: What the student was converted to; golden outputs and latency are theirs.
        name: Of the bundle.
        bundle_version: Of the model.

    Returns:
        The manifest, and every file that it stamps.
    """
    engines, golden = models.engines(), models.folder / GOLDEN
    ecg = golden_ecgs(TorchEngine(graph), outcome.labels, outcome.uncertainty, outcome.signal)
    decides = outcome.labels, outcome.findings, outcome.uncertainty, outcome.lvef, outcome.odd
    write_golden(golden, ecg, engines, decisions_digest(*decides))
    files = [*models.files, *from_run(run), golden]
    facts = _facts(run, models, latency_facts(engines, ecg[:1]))
    return _manifest(outcome, graph, files, name, bundle_version, facts), files


def _facts(run: Path, models: Models, latency: dict[str, str]) -> dict[str, str]:
    """What provenance says of the export; with the same run and versions, the models are equal."""
    return {
        **{package: version(package) for package in PACKAGES},
        "precision": models.precision.value,
        "weights_sha256": stamp(run / BEST).sha256,
        "calibration_sha256": stamp(run / "calibration.npz").sha256,
        **latency,
    }


def _manifest(
    outcome: Outcome,
    graph: ExportGraph,
    files: Sequence[Path],
    name: str,
    bundle_version: str,
    facts: dict[str, str],
) -> m.Manifest:
    return m.Manifest(
        schema=m.SCHEMA,
        name=name,
        version=bundle_version,
        created=datetime.now(UTC).date().isoformat(),
        licence=outcome.words.licence,
        trained_on=outcome.knowledge,
        status=outcome.words.status,
        input=m.InputSpec(LEADS, outcome.signal, None, tuple(LEAD_SETS)),
        outputs=m.OutputSizes(**{"findings": 0, "lvef": 0, "implausible": 0, **graph.outputs}),
        head=None,
        labels=outcome.labels,
        findings=outcome.findings,
        uncertainty=outcome.uncertainty,
        lvef=outcome.lvef,
        odd=outcome.odd,
        files={path.name: stamp(path) for path in files},
        evidence=outcome.evidence,
        provenance={**outcome.provenance, **facts},
    )

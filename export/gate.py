"""The gate: no bundle whose models say something else than torch, or that is too large."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.companions import Companions
from export.ecgs import Probe, probes, validation_ecgs, validation_truth
from export.graph import ExportGraph
from export.models import Models
from export.pack import size_faults
from export.parity import Parity, compare, compare_outputs
from export.torch_engine import TorchEngine


def check_parity(
    run: Path, graph: ExportGraph, models: Models, bundle: Bundle
) -> tuple[Parity, ...]:
    """Compare a bundle's models with torch, on whole validation ECGs and on partial ones.

    Args:
        run: Holds the validation ECGs.
        graph: What the models were converted from.
        models: Those of the bundle.
        bundle: Calibration, thresholds and companions for the verdicts.
    """
    reference, manifest, companions = TorchEngine(graph), bundle.manifest, Companions.of(bundle)
    ecg, truth = validation_ecgs(run), validation_truth(run, manifest)
    whole = [
        compare(reference, engine, manifest, ecg, _whose(manifest), truth, companions)
        for engine in models.engines().values()
    ]
    partial = [
        compare_outputs(reference, engine, _judging(probe, manifest), probe.ecg, name)
        for name, probe in probes(ecg, manifest).items()
        for engine in models.engines().values()
    ]
    return (*whole, *partial)


def _judging(probe: Probe, manifest: m.Manifest) -> m.Manifest:
    """Return the manifest as it counts for these ECGs."""
    return manifest if probe.lead_set == TWELVE else replace(manifest, odd=None)


def _whose(manifest: m.Manifest) -> str:
    """Say whose ECGs the models are checked on."""
    kinds = dict.fromkeys([manifest.trained_on, *(spec.knowledge for spec in manifest.findings)])
    return f"validation ECGs of {' and of '.join(kinds)}"


def refuse_faulty(parity: Sequence[Parity], files: Sequence[Path]) -> None:
    """Name everything that keeps these files out of a bundle.

    Raises:
        BundleError: There is such a thing.
    """
    faults = [f"{row.model}: {fault}" for row in parity for fault in row.faults]
    if faults := faults + size_faults(files):
        raise BundleError(
            f"The models cannot be bundled: {'; '.join(faults)}.",
            "No bundle was written. Look at parity.md; calibrate, train or size differently.",
        )

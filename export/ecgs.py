"""The ECGs that an export works with: for int8 ranges, and to check the converted models on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.signal import SignalSpec
from export.check import Truth

Ecgs = NDArray[np.float32]
STRETCH, EVERY = 1.5, 4
PROBES = 256


def calibration_ecgs(run: Path, signal: SignalSpec) -> Ecgs:
    """Load the ECGs that int8 ranges are taken from; every fourth a second time, stretched.

    No training ECG is the largest that will ever come.
    """
    ecg = _model_input(run / "calibration.npz")
    limit = signal.clip_mv / signal.scale_mv
    return np.concatenate([ecg, np.clip(ecg[::EVERY] * STRETCH, -limit, limit)])


def validation_ecgs(run: Path) -> Ecgs:
    """Load the ECGs that models are checked on, shape (n, leads, 1, samples)."""
    return _model_input(run / "validation.npz")


def validation_truth(run: Path, manifest: Manifest) -> dict[str, Truth]:
    """Load what is known of them, by the output that answers it."""
    known = {"logits": ("has_labels", "labels")}
    if manifest.findings:
        known["findings"] = ("has_findings", "findings")
    with np.load(run / "validation.npz") as saved:
        return {
            output: Truth(saved[rows].astype(bool), saved[labels] > 0)
            for output, (rows, labels) in known.items()
        }


@dataclass(frozen=True, slots=True)
class Probe:
    """ECGs that are not as they should be.

    Attributes:
        ecg: Shape (n, leads, 1, samples).
        lead_set: The leads they have; oddness is judged on twelve alone.
    """

    ecg: Ecgs
    lead_set: str = TWELVE


def probes(ecg: Ecgs, manifest: Manifest) -> Mapping[str, Probe]:
    """Return ECGs that are not whole, which the bundle says it can judge, by their names.

    Args:
        ecg: Whole ECGs, shape (n, leads, 1, samples).
        manifest: With LVEF bands for a lead set, ECGs of these leads are scored; with limits for
            odd ECGs, an ECG that runs backwards is to be noticed.
    """
    some = ecg[:: max(1, len(ecg) // PROBES)]
    sets = manifest.lvef.bands if manifest.lvef else {}
    found = {
        f"validation ECGs, lead set {name}": Probe(_only(some, name), name)
        for name in sets
        if name != TWELVE
    }
    if manifest.odd:
        found["validation ECGs, run backwards"] = Probe(np.ascontiguousarray(some[..., ::-1]))
    return found


def _only(ecg: Ecgs, lead_set: str) -> Ecgs:
    there = np.isin(LEADS, LEAD_SETS[lead_set])
    return np.where(there[:, None, None], ecg, np.float32(0))


def _model_input(path: Path) -> Ecgs:
    with np.load(path) as saved:
        return np.asarray(saved["ecg"], np.float32)[:, :, None]

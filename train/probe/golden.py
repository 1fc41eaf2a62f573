"""The golden file of the new bundle: ECGs and answers of the old one, of what still counts."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit as log_odds

from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.arrays import read_arrays
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.decisions import decisions_digest
from echo2ecg_edge.model.engines import ENGINES
from echo2ecg_edge.selftest.walk import ECG, INPUT, RATE
from train.probe.result import Result

GOLDEN: Final = "golden.npz"
FAR: Final = 0.1
"""Log odds; an ECG nearer to a threshold is left out: another processor may round otherwise."""


def write_golden(
    source: Bundle, manifest: m.Manifest, results: tuple[Result, ...], path: Path
) -> bool:
    """Write the file, where the old bundle has one.

    Args:
        source: The old bundle.
        manifest: Of the new one.
        results: Its heads.
        path: The file.

    Returns:
        Whether there is one.

    Raises:
        BundleError: The old file is damaged.
    """
    if GOLDEN not in source.manifest.files:
        return False
    old = read_arrays(source, GOLDEN)
    sizes = {name: size for name, size in asdict(manifest.outputs).items() if size}
    names = [f"{engine}_{output}" for engine in ENGINES for output in sizes]
    rows = _clear(old, results)
    kept = {name: old[name][rows] for name in ("ecg", *names) if name in old}
    kept |= {name: old[name] for name in (ECG, RATE, INPUT) if name in old}
    digest = decisions_digest(
        manifest.labels, manifest.findings, manifest.uncertainty, manifest.lvef, manifest.odd,
        manifest.head,
    )  # fmt: skip
    decisions = np.frombuffer(digest, np.uint8).astype(np.float32)
    np.savez_compressed(path, decisions=decisions, **kept)  # type: ignore[arg-type]
    return True


def _clear(old: Mapping[str, NDArray[Any]], results: tuple[Result, ...]) -> NDArray[np.int64]:
    """Return the ECGs that are far from every threshold; the furthest one where none is."""
    said = next(old[name] for name in (f"{one}_embedding" for one in ENGINES) if name in old)
    distance = np.min(
        [abs(one.head.log_odds(said) - log_odds(one.spec.refer_at)) for one in results], axis=0
    )
    far = np.flatnonzero(distance >= FAR)
    return far if len(far) else np.argmax(distance, keepdims=True)

"""Fingerprint: what the scores of a model depend on, as one number."""

import hashlib
import json
from dataclasses import asdict
from typing import Final

from echo2ecg_edge.model.manifest import Manifest

GRAPH: Final = ("model.", "head.")
"""How the names of the files begin that scores are computed with."""


def fingerprint(manifest: Manifest) -> str:
    """Return the SHA-256 of what scores depend on: the graph, the head and their calibration."""
    graphs = {
        name: stamp.sha256 for name, stamp in manifest.files.items() if name.startswith(GRAPH)
    }
    calibrations = {spec.key: asdict(spec.calibration) for spec in manifest.labels}
    return hashlib.sha256(json.dumps([graphs, calibrations], sort_keys=True).encode()).hexdigest()

"""Fingerprint: what the scores of a model depend on, as one number."""

import hashlib
import json
from dataclasses import asdict
from typing import Final, NamedTuple

from echo2ecg_edge.model.manifest import Manifest

GRAPH: Final = ("model.", "head.")
"""How the names of the files begin that scores are computed with."""


class ModelStamp(NamedTuple):
    """Which model a plan or a recalibration was made for.

    Attributes:
        name: Of the bundle.
        version: Of the bundle.
        fingerprint: SHA-256 of what its scores depend on.
    """

    name: str
    version: str
    fingerprint: str

    @classmethod
    def of(cls, manifest: Manifest) -> "ModelStamp":
        """Return the stamp of a bundle."""
        return cls(manifest.name, manifest.version, fingerprint(manifest))

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def fingerprint(manifest: Manifest) -> str:
    """Return the SHA-256 of what scores depend on: cleaning, graph, head and calibration."""
    graphs = {
        name: stamp.sha256 for name, stamp in manifest.files.items() if name.startswith(GRAPH)
    }
    calibrations = {spec.key: asdict(spec.calibration) for spec in manifest.labels}
    content = [asdict(manifest.input), graphs, calibrations]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

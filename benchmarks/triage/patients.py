"""Test patients and what the shipped graph says of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.ecgs import Flags
from benchmarks.accuracy.read import fitting_pairs, structural_ecgs
from benchmarks.accuracy.says import batches_of
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.predict import predict

Floats = NDArray[np.float64]
THREADS: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Patients:
    """Simulated patients that neither the model nor its bundle was made with.

    Attributes:
        name: Which, for people.
        keys: The labels' keys, in the bundle's order.
        probability: As the model says it, shape (n, labels).
        truth: Shape (n, labels).
    """

    name: str
    keys: tuple[str, ...]
    probability: Floats
    truth: Flags

    def __len__(self) -> int:
        return len(self.truth)

    def of(self, key: str) -> tuple[Floats, Flags]:
        """Return probability and truth of one label, shape (n,) each."""
        column = self.keys.index(key)
        return self.probability[:, column], self.truth[:, column]


def held_out(bundle: Bundle, pairs: Path) -> Patients:
    """Let the shipped graph speak of the test patients.

    Args:
        bundle: Which ships.
        pairs: Folder of the pairs.

    Raises:
        CallError: The pairs hold no such patient, or were cleaned in another way.
        BundleError: The bundle cannot be used.
    """
    manifest = bundle.manifest
    ecgs = structural_ecgs(fitting_pairs(pairs, manifest.input.signal))
    keys = tuple(spec.key for spec in manifest.labels)
    if not len(ecgs) or ecgs.keys != keys:
        raise CallError("These pairs hold no test patient of this bundle.", "Give others: --pairs.")
    engine = open_engine("onnx", bundle, THREADS)
    scores = [
        [score.probability for score in one.scores]
        for batch in batches_of(ecgs)
        for one in predict(engine, manifest, batch)
    ]
    return Patients(ecgs.title, keys, np.array(scores), ecgs.labels)

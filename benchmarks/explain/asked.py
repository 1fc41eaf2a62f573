"""A bundle that is asked about copies of ECGs which already are model input."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.explain.copies import Edges, copies, stretches
from echo2ecg_edge.explain.readings import LogOdds, Readings, log_odds
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import Engine, open_engine
from echo2ecg_edge.model.manifest import Manifest

Signal = NDArray[np.float32]
ROWS = range(len(LEADS))
BATCH = 64


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the model says of the copies of one ECG.

    Attributes:
        said: As the explanation takes it.
        rise: Of the mean log-variance without each stretch, shape (stretches,).
        rise_of_leads: The same without each lead, shape (12,).
    """

    said: Readings
    rise: NDArray[np.float32]
    rise_of_leads: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A bundle ready to be asked."""

    engine: Engine
    manifest: Manifest

    @classmethod
    def open(cls, name: str) -> "Asked":
        """Load a bundle.

        Raises:
            CallError: It cannot be measured here: no log-variance, no composite label, or a head
                or preparation of its own.
        """
        bundle = Bundle.load(name)
        manifest = bundle.manifest
        keys = [label.key for label in manifest.labels]
        special = manifest.head is not None or manifest.input.preparation is not None
        if special or COMPOSITE not in keys or not manifest.outputs.log_variance:
            raise CallError(
                f"Explanations of the model {manifest.name!r} cannot be measured here.",
                "Take a bundle that was trained here, like the default one.",
            )
        return cls(open_engine("onnx", bundle), manifest)

    @property
    def rate_hz(self) -> float:
        """Of model input."""
        return self.manifest.input.signal.rate_hz

    @property
    def edges(self) -> Edges:
        """Of the stretches of a whole ECG, in samples."""
        return stretches(self.manifest.input.signal.samples, self.rate_hz)

    @property
    def composite(self) -> int:
        """Row of the composite label."""
        return [label.key for label in self.manifest.labels].index(COMPOSITE)

    def explain(self, ecg: Signal) -> Answer:
        """Ask about the copies of one ECG, shape (12, samples)."""
        count = len(self.edges) - 1
        batch = copies(ecg, self.edges, ROWS, self.rate_hz)
        outputs = self.engine.run(batch[:, :, np.newaxis])
        variance = outputs["log_variance"].mean(axis=1)
        rise = variance[2 + count :] - variance[0]
        said = Readings.of(outputs, self.manifest, count)
        return Answer(said, rise[:count], rise[count:])

    def explain_all(self, ecgs: Iterable[Signal]) -> list[Answer]:
        """Ask about each ECG."""
        return [self.explain(ecg) for ecg in ecgs]

    def read(self, ecgs: Sequence[Signal] | Signal) -> LogOdds:
        """Read ECGs as they are, shape (n, labels + findings)."""
        whole = np.asarray(ecgs, np.float32)[:, :, np.newaxis]
        parts = [whole[first : first + BATCH] for first in range(0, len(whole), BATCH)]
        return np.concatenate([log_odds(self.engine.run(part), self.manifest) for part in parts])

"""A bundle's graph on its way to new labels: one recording in, one vector out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admit import Stopped, admit
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import DEFAULT_ENGINE, open_engine
from echo2ecg_edge.model.inputs import model_input
from echo2ecg_edge.model.outputs import check_outputs
from echo2ecg_edge.recording import Recording


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """What the encoder says of one ECG.

    Attributes:
        embedding: float32, shape (dimensions,), as the graph gives it.
        uncertainty: Mean log-variance; None where the graph has none.
        lead_set: A key of ``LEAD_SETS``.
    """

    embedding: NDArray[np.float32]
    uncertainty: float | None
    lead_set: str


class Encoder:
    """A bundle's graph, opened once.

    Args:
        bundle: Whose graph.
        engine: ``"onnx"`` or ``"tflite"``.

    Raises:
        BundleError: The graph cannot be run.
        CallError: There is no such engine.
    """

    def __init__(self, bundle: Bundle, engine: str = DEFAULT_ENGINE) -> None:
        self._engine = open_engine(engine, bundle)
        self.manifest = bundle.manifest
        self.name = self._engine.name

    def encode(self, recording: Recording) -> Vector | Stopped:
        """Take one recording as far as the graph, the way that ``Screener`` does.

        Raises:
            EngineError: The engine failed.
        """
        found = admit(recording, self.manifest.input)
        if isinstance(found, Stopped):
            return found
        says = self._engine.run(model_input(found, self.manifest.input))
        check_outputs(says, self.manifest, 1)
        unsure = None
        if self.manifest.outputs.log_variance:
            unsure = float(says["log_variance"].mean(dtype=np.float64))
        return Vector(says["embedding"][0], unsure, found.lead_set)

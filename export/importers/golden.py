"""Golden ECGs of an imported model, as its bundle's head and labels judge them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.decisions import decisions_digest
from echo2ecg_edge.model.engines import Arrays, Engine
from echo2ecg_edge.selftest.walk import walk_arrays
from echo2ecg_edge.signal.preparation import prepare
from export.example import example_recording, simulated_candidates
from export.golden import choose_golden, write_golden
from export.importers.imported import Imported, Labelled, input_spec
from export.importers.precision import ENGINES, Choice
from export.torch_engine import TorchEngine
from train.cohort import RATE_HZ


class WithHead:
    """An engine whose embedding passes a head; the tabular inputs are the average of training.

    Args:
        engine: Gives the embedding.
        labelled: Holds the head.
    """

    def __init__(self, engine: Engine, labelled: Labelled) -> None:
        self._engine, self._head = engine, labelled.head
        self.name = engine.name

    def run(self, batch: NDArray[np.float32]) -> Arrays:
        """Run engine and head; see ``Engine.run``."""
        return self._head.complete(self._engine.run(batch))


def write_import_golden(path: Path, model: Imported, choices: Sequence[Choice]) -> None:
    """Write four simulated ECGs and what every engine says of them.

    Args:
        path: The file to write.
        model: What was converted.
        choices: Its engines.
    """
    torch, labelled = TorchEngine(model.graph), model.labelled
    reference = torch if labelled is None else WithHead(torch, labelled)
    labels = () if labelled is None else labelled.labels
    ecg = choose_golden(reference, labels, None, _candidates(model))
    engines = {
        one.engine: ENGINES[one.engine](one.path.read_bytes(), one.path.name, 1) for one in choices
    }
    head = None if labelled is None else labelled.spec
    example = example_recording()
    walk = walk_arrays(example.signal_mv, example.rate_hz, input_spec(model.preparation), head)
    write_golden(path, ecg, engines, decisions_digest(labels, (), None, None, None, head), walk)


def _candidates(model: Imported) -> NDArray[np.float32]:
    _, ecg_mv = simulated_candidates()
    most = model.conversion.ecgs // 4
    inputs = [prepare(one, RATE_HZ, model.preparation) for one in ecg_mv[:most]]
    return np.concatenate(inputs).astype(np.float16).astype(np.float32)

"""ECGs of PTB-XL as several encoders see them, through the runtime's own walk."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admit import Stopped, admit
from echo2ecg_edge.model.engines import Engine
from echo2ecg_edge.model.inputs import model_input
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.recording import Recording
from train.datasets.findings import finding_labels
from train.datasets.ptbxl import PtbXl, read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ

log = logging.getLogger(__name__)

TRAIN_FOLDS = tuple(range(1, 8))
TEST_FOLD = 9
FINDING_OUTPUT = "findings"


@dataclass(frozen=True, slots=True, eq=False)
class Ecgs:
    """ECGs that the runtime screens.

    Attributes:
        vectors: Encoder -> embeddings, shape (ECGs, dimensions).
        truth: Whether a reader stated the finding, shape (ECGs,).
        patient: Shape (ECGs,).
        fold: Official fold, shape (ECGs,).
        supervised: Logit of the finding by the default bundle, shape (ECGs,).
    """

    vectors: Mapping[str, NDArray[np.float32]]
    truth: NDArray[np.bool_]
    patient: NDArray[np.int64]
    fold: NDArray[np.int64]
    supervised: NDArray[np.float32]

    def save(self, path: Path) -> None:
        """Keep them: encoding takes minutes."""
        vectors = {f"vectors_{name}": one for name, one in self.vectors.items()}
        fields = {name: getattr(self, name) for name in ("truth", "patient", "fold", "supervised")}
        np.savez_compressed(path, **fields, **vectors)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> "Ecgs":
        """Read what ``save`` wrote."""
        with np.load(path) as read:
            vectors = {
                key.removeprefix("vectors_"): read[key]
                for key in read.files
                if key.startswith("vectors_")
            }
            return cls(vectors, read["truth"], read["patient"], read["fold"], read["supervised"])


def encode_ptbxl(
    ptbxl: Path, engines: Mapping[str, Engine], known: Manifest, seen: str, statement: str
) -> Ecgs:
    """Take the ECGs through the runtime; those that it refuses are left out.

    Args:
        ptbxl: Folder of PTB-XL.
        engines: Encoder -> its graph; all take the same input.
        known: Manifest of the encoder ``seen``.
        seen: The encoder whose own finding is kept.
        statement: Key of the finding.
    """
    read = read_ptbxl(ptbxl, (*TRAIN_FOLDS, TEST_FOLD))
    column = [finding.key for finding in known.findings].index(statement)
    kept, supervised = list[int](), list[float]()
    vectors: dict[str, list[NDArray[np.float32]]] = {name: [] for name in engines}
    for row in range(len(read)):
        found = admit(Recording(read.ecg_mv[row], RATE_HZ), known.input)
        if isinstance(found, Stopped):
            continue
        says = {
            name: engine.run(model_input(found, known.input)) for name, engine in engines.items()
        }
        for name, said in says.items():
            vectors[name].append(said["embedding"][0])
        supervised.append(says[seen][FINDING_OUTPUT][0, column])
        kept.append(row)
        if len(kept) % 2000 == 0:
            log.info("%d of %d ECGs", row + 1, len(read))
    return _ecgs(read, np.array(kept), vectors, np.array(supervised, np.float32), statement)


def _ecgs(
    read: PtbXl,
    kept: NDArray[np.int64],
    vectors: Mapping[str, list[NDArray[np.float32]]],
    supervised: NDArray[np.float32],
    statement: str,
) -> Ecgs:
    return Ecgs(
        vectors={name: np.stack(rows) for name, rows in vectors.items()},
        truth=np.array([finding_labels(read.statements[row])[statement] for row in kept], bool),
        patient=read.patient_id[kept],
        fold=read.fold[kept],
        supervised=supervised,
    )

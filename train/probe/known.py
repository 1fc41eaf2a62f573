"""The ECGs of which one label is known, and whether they are enough."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.probe.encode import Encoded
from train.probe.folds import Flags, Places, patients_with

FEWEST_ECGS: Final = 50
FEWEST_PATIENTS: Final = 5
"""With the label, and without it."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The ECGs of which one label is known.

    Attributes:
        embedding: float32, shape (ECGs, dimensions).
        truth: Shape (ECGs,).
        patient: Number of the patient of each ECG, from 0, none left out.
    """

    embedding: NDArray[np.float32]
    truth: Flags
    patient: Places


def known_of(encoded: Encoded, column: int) -> Known:
    """Return the ECGs of which a label is known."""
    rows = ~np.isnan(encoded.labels[:, column])
    patient = np.unique(encoded.patient[rows], return_inverse=True)[1].astype(np.int64)
    return Known(encoded.embedding[rows], encoded.labels[rows, column] > 0, patient)


def too_few(key: str, known: Known) -> CallError | None:
    """Return the error for a label with too few ECGs or patients; None where there are enough."""
    has = patients_with(known.truth, known.patient)
    sick, well = int(has.sum()), int((~has).sum())
    if len(known.truth) >= FEWEST_ECGS and min(sick, well) >= FEWEST_PATIENTS:
        return None
    return CallError(
        f"{key}: {len(known.truth)} labelled ECGs can be used, of {sick} patients with and {well} "
        "without it.",
        f"A label needs {FEWEST_ECGS} ECGs, and {FEWEST_PATIENTS} patients of each kind.",
    )

"""Pairs: what training and evaluation read. Arrays may be memory-mapped; none is copied here."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal import SignalSpec


class Knowledge(StrEnum):
    """Where ECGs and echos come from; stands beside every figure measured on them."""

    SIMULATED = "simulated"
    ANCHORED = "anchored"
    MIXED = "simulated and anchored"
    REAL = "real"


@dataclass(frozen=True, slots=True)
class About:
    """What all rows share.

    Attributes:
        source: Data set and version, for people.
        knowledge: Simulated, anchored (real ECG, simulated echo) or real.
        spec: How the ECGs were cleaned and scaled.
        label_names: Keys of the 0/1 labels.
        measure_names: Names of the echo measures, units included where not obvious.
    """

    source: str
    knowledge: Knowledge
    spec: SignalSpec
    label_names: tuple[str, ...]
    measure_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """ECGs, one row each, with their echo views, labels, measures and reports.

    Attributes:
        about: What all rows share.
        ecg: float16, shape (rows, 12, samples): model input; zero where a lead is missing.
        leads: bool, shape (rows, 12): which leads there are.
        patient: str, shape (rows,): a patient has rows in one split only.
        split: str, shape (rows,): ``train``, ``validation`` or ``test``.
        age_years: float32, shape (rows,), NaN where not stated.
        female: float32, shape (rows,), 1 for women, 0 for men, NaN where not stated.
        labels: float32 0/1, shape (rows, labels); 0 where not known.
        known: bool, shape (rows, labels).
        measures: float32, shape (rows, measures), NaN where not measured.
        machine: float32, shape (rows, len(MACHINE)): rates, PR, QRS, QTc by the machine, or NaN.
        af: float32, shape (rows,), 1 for atrial fibrillation, 0 without, NaN where not stated.
        views: float32, shape (clips, dimensions): frozen view embeddings; (0, 0) where none.
        view_start: int64, shape (rows + 1,): row i has the clips view_start[i] : view_start[i + 1].
        view_name: str, shape (clips,): kind of view, empty where not stated.
        ecg_report: str, shape (rows,), empty where none.
        echo_report: str, shape (rows,), empty where none.
    """

    about: About
    ecg: NDArray[np.float16]
    leads: NDArray[np.bool_]
    patient: NDArray[np.str_]
    split: NDArray[np.str_]
    age_years: NDArray[np.float32]
    female: NDArray[np.float32]
    labels: NDArray[np.float32]
    known: NDArray[np.bool_]
    measures: NDArray[np.float32]
    machine: NDArray[np.float32]
    af: NDArray[np.float32]
    views: NDArray[np.float32]
    view_start: NDArray[np.int64]
    view_name: NDArray[np.str_]
    ecg_report: NDArray[np.str_]
    echo_report: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.ecg)

    def rows(self, split: str) -> NDArray[np.int64]:
        """Return the rows of a split."""
        return np.flatnonzero(self.split == split)

    @property
    def view_dimensions(self) -> int:
        """Length of a view embedding; 0 where there are no views."""
        return int(self.views.shape[1]) if self.views.size else 0

"""One row on its way from a data set to pairs on disk, or the reason why it is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

NO_VIEWS = np.empty((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class PairRow:
    """An ECG with what is known of it.

    Attributes:
        patient: Identifies the patient within the data set.
        split: ``train``, ``validation`` or ``test``; empty to have it drawn by patient.
        ecg: float32, shape (12, samples): model input, cleaned and scaled; zero for missing leads.
        leads: bool, shape (12,).
        age_years: NaN where not stated.
        female: None where not stated.
        labels: Label key -> positive; a key left out is unknown (and counts as negative).
        measures: Name -> value; a name left out was not measured.
        machine: Rates per minute, PR, QRS and QTc in ms in the order of MACHINE, NaN where missing.
        af: Atrial fibrillation; None where not stated.
        views: float32, shape (clips, dimensions).
        view_names: Kind of each clip, or empty.
        ecg_report: What a reader or the machine wrote under the ECG.
        echo_report: What the echo report says.
    """

    patient: str
    split: str
    ecg: NDArray[np.float32]
    leads: NDArray[np.bool_]
    age_years: float = float("nan")
    female: bool | None = None
    labels: Mapping[str, bool] = field(default_factory=dict)
    measures: Mapping[str, float] = field(default_factory=dict)
    machine: tuple[float, ...] = ()
    af: bool | None = None
    views: NDArray[np.float32] = field(default_factory=lambda: NO_VIEWS)
    view_names: tuple[str, ...] = ()
    ecg_report: str = ""
    echo_report: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be used.

    Attributes:
        where: File and row number (the table's first data row is 1) or record name.
        reason: One sentence.
    """

    where: str
    reason: str

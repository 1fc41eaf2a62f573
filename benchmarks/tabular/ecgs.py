"""The real ECGs on which the figures are measured, with what their readers said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.outside import hospitals
from train.datasets.ptbxl import read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ

Flags = NDArray[np.bool_]
FOLD = 9
PTBXL_NAMES: Mapping[str, str] = {
    "atrial fibrillation": "AFIB",
    "atrial flutter": "AFLT",
    "complete LBBB": "CLBBB",
    "complete RBBB": "CRBBB",
    "wide QRS": "CLBBB CRBBB IVCD PACE WPW",
    "first-degree AV block": "1AVB",
    "long QT": "LNGQT",
    "bradycardia": "SBRAD",
    "tachycardia": "STACH",
}
"""Label -> the statements of PTB-XL that mean it; any of them counts."""
HOSPITAL_NAMES: Mapping[str, str] = {
    "atrial fibrillation": "AF",
    "atrial flutter": "AFL",
    "complete LBBB": "LBBB",
    "complete RBBB": "RBBB",
    "wide QRS": "LBBB RBBB NSIVCD paced WPW",
    "first-degree AV block": "IAVB LongPR",
    "long QT": "LongQT",
    "bradycardia": "SB",
    "tachycardia": "STach",
}
"""Label -> the diagnoses of the hospitals that mean it. Their RBBB may be incomplete."""


@dataclass(frozen=True, slots=True, eq=False)
class Ecgs:
    """Real ECGs of one set.

    Attributes:
        key: Names the set in file names.
        name: Names it for people.
        rate_hz: Sampling rate.
        signals_mv: Shape (12, samples) each, millivolts; lengths differ.
        patients: Shape (n,).
        labels: Label -> who has it, shape (n,).
    """

    key: str
    name: str
    rate_hz: float
    signals_mv: Sequence[NDArray[np.float32]]
    patients: NDArray[np.str_]
    labels: Mapping[str, Flags]

    def __len__(self) -> int:
        return len(self.signals_mv)


def ptbxl(folder: Path) -> Ecgs:
    """Read the test fold of PTB-XL.

    Raises:
        CallError: The folder does not hold it.
    """
    found = read_ptbxl(folder, [FOLD])
    labels = has_labels(found.statements, PTBXL_NAMES)
    patients = found.patient_id.astype(str)
    name = f"PTB-XL, fold {FOLD}, 100 Hz"
    return Ecgs(f"ptbxl{FOLD}", name, RATE_HZ, list(found.ecg_mv), patients, labels)


def several_hospitals(folder: Path) -> Ecgs:
    """Read the packed ECGs of several hospitals.

    Raises:
        FileNotFoundError: The folder does not hold them.
    """
    found = hospitals(folder)
    signals = [one.signal_mv for one in found.recordings]
    patients = np.array([one.origin.source for one in found.recordings])
    labels = has_labels(found.said, HOSPITAL_NAMES)
    rate_hz = found.recordings[0].rate_hz
    name = f"Several hospitals, {rate_hz:g} Hz"
    return Ecgs("hospitals", name, rate_hz, signals, patients, labels)


def has_labels(said: Sequence[frozenset[str]], names: Mapping[str, str]) -> Mapping[str, Flags]:
    """Return label -> who is said to have it, shape (n,)."""
    return {
        label: np.array([not one.isdisjoint(codes.split()) for one in said], bool)
        for label, codes in names.items()
    }

"""The ECGs that admission is asked about."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy import outside
from benchmarks.section import REAL, SIMULATED
from echo2ecg_edge import Recording
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.patient import Patient
from train.cohort.cohort import simulate
from train.datasets.ptbxl import read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ

FOLD: Final = 9
SEED: Final = 707
LARGE, THIN = 500, 3
LEAST_S: Final = 9.8
"""Shorter ones are refused for their length."""
PTBXL, HOSPITALS, PHONES, COHORT = "ptbxl", "hospitals", "phones", "simulated"


@dataclass(frozen=True, slots=True, eq=False)
class Ecgs:
    """ECGs of one set.

    Attributes:
        key: Names the set in tables.
        name: Names it for people.
        data: ``real`` or ``simulated``.
        recordings: Of twelve leads, without the patients' ages: children are not the question.
        is_paced: Whether a reader said so, shape (n,).
    """

    key: str
    name: str
    data: str
    recordings: list[Recording]
    is_paced: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.recordings)

    @property
    def some(self) -> list[Recording]:
        """Every third recording of a large set, all of a small one: for what takes long."""
        return self.recordings[:: THIN if len(self) >= LARGE else 1]


def read_sets(
    ptbxl: Path | None, hospitals: Path | None, phones: Path | None, patients: int
) -> list[Ecgs]:
    """Read the sets that are there, and simulate one.

    Raises:
        CallError: The folder does not hold PTB-XL.
        FileNotFoundError: A folder does not hold its ECGs.
    """
    sets = [_ptbxl(ptbxl)] if ptbxl else []
    sets += [_hospitals(hospitals)] if hospitals else []
    sets += [_phones(phones)] if phones else []
    return [*sets, _simulated(patients)] if patients else sets


def _ptbxl(folder: Path) -> Ecgs:
    found = read_ptbxl(folder, [FOLD])
    is_paced = np.array(["PACE" in each for each in found.statements], bool)
    recordings = [Recording(ecg, RATE_HZ) for ecg in found.ecg_mv]
    return Ecgs(PTBXL, f"PTB-XL, fold {FOLD}, 100 Hz", REAL, recordings, is_paced)


def _hospitals(folder: Path) -> Ecgs:
    found = outside.hospitals(folder)
    long = [one.duration_s >= LEAST_S for one in found.recordings]
    is_paced = np.array(["paced" in said for said in found.said], bool)[long]
    recordings = [one for one, is_long in zip(found.recordings, long, strict=True) if is_long]
    return Ecgs(HOSPITALS, "Several hospitals, 500 Hz", REAL, _ageless(recordings), is_paced)


def _phones(folder: Path) -> Ecgs:
    found = outside.phones(folder)
    good = [one for one, kind in zip(found.recordings, found.kind, strict=True)
            if kind == "acceptable"]  # fmt: skip
    return Ecgs(PHONES, "Phones, acceptable ones, 500 Hz", REAL, _ageless(good), _nobody(good))


def _simulated(patients: int) -> Ecgs:
    spec = Bundle.load().manifest.input.signal
    ecgs = simulate(patients, SEED, spec, echo=False).ecg.astype(np.float32) * spec.scale_mv
    recordings = [Recording(ecg, spec.rate_hz) for ecg in ecgs]
    return Ecgs(COHORT, "Simulated patients, 100 Hz", SIMULATED, recordings, _nobody(recordings))


def _ageless(recordings: list[Recording]) -> list[Recording]:
    return [replace(one, patient=Patient()) for one in recordings]


def _nobody(recordings: list[Recording]) -> NDArray[np.bool_]:
    return np.zeros(len(recordings), bool)

"""PTB-XL (CC BY 4.0): 21,799 real ECGs of ten seconds with their readers' statements.

Read from the official folder, or from the packed form of it; which one it is, the content says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from train.datasets import ptbxl_official, ptbxl_packed
from train.datasets.ptbxl_row import DATABASE, PACKED_TABLE, SAMPLES, Row


class Layout(StrEnum):
    """How a folder holds PTB-XL."""

    OFFICIAL = "official"
    PACKED = "packed"


@dataclass(frozen=True, slots=True)
class PtbXl:
    """ECGs of PTB-XL, one row each, by fold and then in the order of the set's table.

    Attributes:
        ecg_mv: float32, shape (n, 12, 1000), raw millivolts at 100 Hz, in the order of LEADS.
        ecg_id: int64, shape (n,).
        patient_id: int64, shape (n,): one patient may have several ECGs, all in one fold.
        fold: int64, shape (n,): the official fold, 1 to 10.
        age_years: float32, shape (n,): 90 for everybody over 89, NaN where not stated.
        female: bool, shape (n,).
        statements: The SCP statements of each ECG.
    """

    ecg_mv: NDArray[np.float32]
    ecg_id: NDArray[np.int64]
    patient_id: NDArray[np.int64]
    fold: NDArray[np.int64]
    age_years: NDArray[np.float32]
    female: NDArray[np.bool_]
    statements: list[frozenset[str]]

    def __len__(self) -> int:
        return len(self.ecg_id)


def layout_of(folder: Path) -> Layout:
    """Tell which form of PTB-XL a folder holds.

    Raises:
        CallError: It holds neither.
    """
    if (folder / DATABASE).is_file():
        return Layout.OFFICIAL
    if (folder / PACKED_TABLE).is_file() and any(folder.glob("fold*.npz")):
        return Layout.PACKED
    raise CallError(
        f"{folder} does not hold PTB-XL." if folder.is_dir() else f"There is no folder {folder}.",
        f"Give the folder that holds {DATABASE} and records100 (or {PACKED_TABLE} and fold1.npz).",
    )


def read_ptbxl(folder: str | Path, folds: Iterable[int] = range(1, 9)) -> PtbXl:
    """Read PTB-XL at 100 Hz.

    The packed form leaves out 45 records whose limb leads contradict each other; the official
    folder is read whole.

    Args:
        folder: The official folder, or the packed one.
        folds: Official folds; 1 to 8 are for training, 9 for validation, 10 for testing.

    Raises:
        CallError: The folder holds neither form, or lacks a fold.
        InputError: A record cannot be read, or is not ten seconds of twelve leads at 100 Hz.
    """
    folder, wanted = Path(folder), sorted(set(folds))
    reader = ptbxl_official if layout_of(folder) is Layout.OFFICIAL else ptbxl_packed
    rows = [row for row in reader.read_table(folder) if row.fold in wanted]
    rows.sort(key=lambda row: row.fold)
    missing = sorted(set(wanted) - {row.fold for row in rows})
    if missing or not rows:
        raise CallError(
            f"{folder} has no ECGs of fold {', '.join(map(str, missing)) or '(none asked for)'}.",
            "Ask for folds that are there.",
        )
    ecg_mv = np.empty((len(rows), len(LEADS), SAMPLES), np.float32)
    reader.read_ecgs(folder, rows, ecg_mv)
    return _as_arrays(rows, ecg_mv)


def _as_arrays(rows: list[Row], ecg_mv: NDArray[np.float32]) -> PtbXl:
    return PtbXl(
        ecg_mv=ecg_mv,
        ecg_id=np.array([row.ecg_id for row in rows], np.int64),
        patient_id=np.array([row.patient_id for row in rows], np.int64),
        fold=np.array([row.fold for row in rows], np.int64),
        age_years=np.array([row.age_years for row in rows], np.float32),
        female=np.array([row.female for row in rows], bool),
        statements=[row.statements for row in rows],
    )

"""PTB-XL packed: one table, and one archive per fold of eight leads as differences of 5 microvolt.

An archive holds ``ecg_id`` (n,), ``shape`` (n, 8, samples) and the int16 steps from sample to
sample, low and high bytes apart because that compresses better. The limb leads that follow from I
and II are computed.
"""

import csv
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError, DamagedFileError
from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS, derive_limb_lead
from train.datasets.ptbxl_row import PACKED_TABLE, Row, age_of

STEP_MV: Final = np.float32(0.005)


def read_table(folder: Path) -> Iterator[Row]:
    """Read ``records.csv``.

    Raises:
        CallError: A column is missing, or a line cannot be understood.
    """
    path = folder / PACKED_TABLE
    with path.open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            try:
                yield Row(
                    ecg_id=int(line["ecg_id"]),
                    patient_id=int(line["patient_id"]),
                    fold=int(line["fold"]),
                    age_years=age_of(line["age"]),
                    female=line["sex"] == "F",
                    statements=frozenset(filter(None, line["scp_codes"].split("|"))),
                )
            except (KeyError, ValueError, AttributeError) as error:
                raise CallError(
                    f"{path} is not the table of the packed PTB-XL.", "Copy the folder again."
                ) from error


def read_ecgs(folder: Path, rows: Sequence[Row], out: NDArray[np.float32]) -> None:
    """Fill ``out``, shape (rows, 12, 1000), with the records' millivolts."""
    for fold in sorted({row.fold for row in rows}):
        steps, ecg_id = _unpack(folder / f"fold{fold}.npz")
        place = {int(key): at for at, key in enumerate(ecg_id)}
        for at, row in enumerate(rows):
            if row.fold == fold:
                out[at] = _twelve(steps[_place_of(row, place)])


def _place_of(row: Row, place: dict[int, int]) -> int:
    if row.ecg_id not in place:
        raise DamagedFileError(
            f"fold{row.fold}.npz lacks the ECG {row.ecg_id}, which the table names.",
            "Copy the folder again.",
        )
    return place[row.ecg_id]


def _unpack(path: Path) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """Return the steps, shape (n, 8, samples), and the ids."""
    try:
        with np.load(path) as packed:
            both = np.stack([packed["low"], packed["high"]], axis=-1)
            steps = both.view("<i2").reshape(packed["shape"])
            return steps, packed["ecg_id"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DamagedFileError(
            f"{path} is missing or damaged.", "Copy the folder again, or leave this fold out."
        ) from error


def _twelve(steps: NDArray[np.int16]) -> NDArray[np.float32]:
    """Turn one ECG's steps, shape (8, samples), into twelve leads in millivolts."""
    eight = np.cumsum(steps, axis=1, dtype=np.int32).astype(np.float32) * STEP_MV
    rows = dict(zip(INDEPENDENT_LEADS, eight, strict=True))
    for lead in DERIVED_FROM_I_AND_II:
        rows[lead] = derive_limb_lead(lead, rows["I"], rows["II"])
    return np.stack([rows[lead] for lead in LEADS])

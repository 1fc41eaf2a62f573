"""Recordings from outside: ECGs of several hospitals, and phone ECGs of good and bad quality."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge import Recording
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.patient import OLDEST_YEARS, Sex
from train.datasets.ptbxl_packed import STEP_MV

RATE_HZ: Final = 500.0
TABLE: Final = "records.csv"
PTBXL, CODE = "PTB-XL", "CODE-15%"
PHONE_LEADS: Final = (*LEADS[:3], "aVR", "aVF", "aVL", *LEADS[6:])
"""The packed phone ECGs hold aVF before aVL: only so does aVF = II - I / 2 hold in them."""


@dataclass(frozen=True, slots=True, eq=False)
class Outside:
    """Recordings with what their makers say of them.

    Attributes:
        recordings: 500 Hz.
        kind: Data set, or quality, of each; shape (n,).
        said: The diagnoses of each, empty where none is known.
    """

    recordings: list[Recording]
    kind: NDArray[np.str_]
    said: list[frozenset[str]]

    def first(self, count: int | None) -> "Outside":
        """Return the first ``count`` recordings; all for None."""
        return Outside(self.recordings[:count], self.kind[:count], self.said[:count])


def hospitals(folder: Path) -> Outside:
    """Read the packed ECGs of several hospitals.

    Raises:
        FileNotFoundError: The folder does not hold them.
    """
    with np.load(folder / "ecg_500hz_uV.npz") as packed:
        signals, keys = packed["ecg_uV"], packed["key"]
    rows = _table(folder, keys)
    recordings = [
        Recording.from_array(
            signal[: int(row["n_valid_500hz"])].T, rate_hz=RATE_HZ, units="uV", source=row["key"],
            age_years=_age(row["age"]), sex=row["sex"] if Sex.parse(row["sex"]) else None,
        )
        for signal, row in zip(signals, rows, strict=True)
    ]  # fmt: skip
    said = [frozenset(filter(None, row["labels"].split("|"))) for row in rows]
    return Outside(recordings, np.array([row["dataset"] for row in rows]), said)


def phones(folder: Path) -> Outside:
    """Read the packed phone ECGs of CinC 2011 with their quality.

    Raises:
        FileNotFoundError: The folder does not hold them.
    """
    with np.load(folder / "ecg.npz") as packed:
        both = np.stack([packed["low"], packed["high"]], axis=-1)
        steps, keys = both.view("<i2").reshape(packed["shape"]), packed["key"]
    kind = [row["quality"].removeprefix("quality_") for row in _table(folder, keys)]
    recordings = [
        Recording.from_array(
            np.cumsum(one, axis=1, dtype=np.int32) * float(STEP_MV), rate_hz=RATE_HZ, units="mV",
            leads=PHONE_LEADS, source=str(key),
        )
        for one, key in zip(steps, keys, strict=True)
    ]  # fmt: skip
    return Outside(recordings, np.array(kind), [frozenset()] * len(recordings))


def _age(text: str) -> float | None:
    """Read an age; what no patient is old is not known."""
    age = float(text) if text else math.nan
    return age if 0 <= age <= OLDEST_YEARS else None


def _table(folder: Path, keys: NDArray[np.str_]) -> list[dict[str, str]]:
    """Return the lines of the table in the order of the keys."""
    with (folder / TABLE).open(newline="", encoding="utf-8") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    return [rows[str(key)] for key in keys]

"""PTB-XL as PhysioNet publishes it: a table, and one WFDB record per ECG."""

import ast
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError, DamagedFileError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from train.datasets.ptbxl_row import DATABASE, RATE_HZ, Row, age_of

COLUMNS = ("ecg_id", "patient_id", "age", "sex", "scp_codes", "strat_fold", "filename_lr")
FEMALE = 1
"""In the column ``sex``; 0 is male."""


def read_table(folder: Path) -> Iterator[Row]:
    """Read ``ptbxl_database.csv``.

    Raises:
        CallError: A column is missing, or a line cannot be understood.
    """
    path = folder / DATABASE
    with path.open(newline="", encoding="utf-8") as file:
        table = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise CallError(
                f"{path} has no column {', '.join(missing)}.", "Download PTB-XL 1.0.1 or later."
            )
        for line in table:
            try:
                yield _row(line)
            except (ValueError, SyntaxError, TypeError) as error:
                raise CallError(
                    f"Line {table.line_num} of {path} cannot be understood.", "Download it again."
                ) from error


def read_ecgs(folder: Path, rows: Sequence[Row], out: NDArray[np.float32]) -> None:
    """Fill ``out``, shape (rows, 12, 1000), with the records' millivolts."""
    for at, row in enumerate(rows):
        recording = read_ecg(folder / f"{row.record}.hea")
        shape = (len(recording.leads), recording.signal_mv.shape[1])
        if recording.rate_hz != RATE_HZ or shape != out.shape[1:]:
            raise DamagedFileError(
                f"The record {row.record} is not ten seconds of twelve leads at 100 Hz.",
                "Download the folder records100 of PTB-XL again.",
            )
        # By name, so that no record depends on the order of its header; a missing sample is zero.
        out[at] = np.nan_to_num(np.stack([recording.lead(name) for name in LEADS]), nan=0.0)


def _row(line: dict[str, str]) -> Row:
    return Row(
        ecg_id=int(float(line["ecg_id"])),
        patient_id=int(float(line["patient_id"])),
        fold=int(float(line["strat_fold"])),
        age_years=age_of(line["age"]),
        female=int(float(line["sex"])) == FEMALE,
        # A likelihood of 0 means "not stated", so every statement counts.
        statements=frozenset(map(str, dict(ast.literal_eval(line["scp_codes"])))),
        record=line["filename_lr"],
        report=line.get("report") or "",
    )

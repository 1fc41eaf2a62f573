"""Made-up ECGs in the official layout of PTB-XL: a table and WFDB records at 100 Hz."""

import csv
from pathlib import Path

import numpy as np

from echo2ecg_edge.leads import LEADS
from tests.train.test_ptbxl import COLUMNS, write_record

CODES = ("{'NORM': 100.0, 'SR': 0.0}", "{'IMI': 100.0, 'SR': 0.0}", "{'AFIB': 0.0}")


def write_mini_ptbxl(folder: Path, per_fold: int = 6, *, damaged: bool = True) -> Path:
    """Write ten folds; the first record is cut short, unless told otherwise.

    Args:
        folder: To make.
        per_fold: ECGs of a fold, each of another patient; statements go round.
        damaged: Whether to cut the first record short.
    """
    records = folder / "records100" / "0"
    records.mkdir(parents=True)
    rng = np.random.default_rng(0)
    lines = []
    for number in range(1, 10 * per_fold + 1):
        name = f"{number:05d}_lr"
        counts = rng.normal(0, 200, (len(LEADS), 1000)).round()
        write_record(records, name, counts, LEADS)
        code, fold = CODES[number % len(CODES)], 1 + number % 10
        row = (number, 100 + number, 30 + number % 50, number % 2, code, fold)
        lines.append((*row, f"records100/0/{name}"))
    first = records / "00001_lr.dat"
    if damaged:
        first.write_bytes(first.read_bytes()[:1000])
    with (folder / "ptbxl_database.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *lines])
    return folder

"""Names of the files that pairs on disk consist of.

::

    DIR/pairs.json      format, source, signal, names, counts; written last
    DIR/ecg.npy         float16, (rows, 12, samples), model input
    DIR/views.npy       float32, (clips, dimensions); only where there are views
    DIR/clips.parquet   row and kind of view of each clip, ascending by row
    DIR/table.parquet   everything small, one line a row; a label has the columns key and key_known
    DIR/skipped.csv     where and reason of everything that was left out
"""

from pathlib import Path
from typing import Final

from train.cohort.machine import MACHINE

FORMAT: Final = 1
SPLITS: Final = ("train", "validation", "test")
SHARES: Final = (0.8, 0.1, 0.1)
"""Of the patients, where a data set has no splits of its own."""

ABOUT: Final = "pairs.json"
ECG: Final = "ecg.npy"
VIEWS: Final = "views.npy"
CLIPS: Final = "clips.parquet"
TABLE: Final = "table.parquet"
SKIPPED: Final = "skipped.csv"

NUMBERS: Final = ("age_years", "female", "af", *MACHINE)
"""Columns of floats, NaN where not stated; labels and measures follow."""
TEXTS: Final = ("patient", "split", "ecg_report", "echo_report")


def known(label: str) -> str:
    """Return the column that says whether a label is known."""
    return f"{label}_known"


def part_of(folder: Path) -> Path:
    """Return where pairs are written until they are whole."""
    return folder.with_name(f"{folder.name}.part")

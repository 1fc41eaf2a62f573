"""Files to screen: the bundle's example in many sizes and two formats, and some that are no ECG."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from echo2ecg_edge.readers import read_ecg, write_csv, write_wfdb
from echo2ecg_edge.recording import Recording

WARDS: Final = 4
DAMAGED_EVERY: Final = 25
WFDB_EVERY: Final = 2


def write_files(folder: Path, count: int, example: Path) -> None:
    """Write files into subfolders, so that names occur more than once.

    Args:
        folder: Made here.
        count: How many recordings.
        example: ECG that all are made of.
    """
    for number, recording in enumerate(_recordings(read_ecg(example), count)):
        ward = folder / f"ward {number % WARDS}"
        ward.mkdir(parents=True, exist_ok=True)
        name = f"{number // WARDS:03}"
        if number % DAMAGED_EVERY == DAMAGED_EVERY - 1:
            (ward / f"{name}.csv").write_text("I,II,III\n0.1,0.2\n", "utf-8")
        elif number % WFDB_EVERY:
            write_wfdb(recording, ward / f"{name}.hea")
        else:
            write_csv(recording, ward / f"{name}.csv")


def _recordings(example: Recording, count: int) -> Iterator[Recording]:
    """Yield the example at heights from half to one and a half, no two alike."""
    for factor in np.linspace(0.5, 1.5, count, dtype=np.float32):
        yield replace(example, signal_mv=example.signal_mv * factor)

"""NumPy arrays: twelve nameless rows, and fields named after leads."""

from pathlib import Path

import numpy as np

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.written import RATE
from tests.synthetic import twelve_leads


def write_array(folder: Path, seconds: float = 10.0) -> Path:
    """Write a plain array of twelve rows; rate and unit have to be said."""
    path = folder / "ecg.npy"
    np.save(path, twelve_leads(RATE, seconds))
    return path


def write_named_array(folder: Path, seconds: float = 10.0) -> Path:
    """Write a structured array whose fields are named after leads."""
    signal = twelve_leads(RATE, seconds)
    table = np.empty(signal.shape[1], [(lead, "<f4") for lead in reversed(LEADS)])
    for lead, row in zip(LEADS, signal, strict=True):
        table[lead] = row
    path = folder / "named.npy"
    np.save(path, table)
    return path

"""Rows of the table: each output and each verdict on an emulated machine against the same here."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.arm.answers import VERDICT, Answers
from benchmarks.tables import Row


def compare(machine: str, here: Answers, there: Answers) -> list[Row]:
    """Return one row per engine and output.

    Args:
        machine: Where ``there`` was computed.
        here: Answers of this machine.
        there: Answers of the emulated machine; the same keys.
    """
    return [_row(machine, key, here[key], there[key]) for key in here]


def _row(machine: str, key: str, here: NDArray[Any], there: NDArray[Any]) -> Row:
    engine, name = key.split(" ", 1)
    same = here == there
    identical = same if name == VERDICT else same.all(axis=1)
    return {
        "emulated machine": machine,
        "engine": engine,
        "compared": name,
        "simulated ECGs": len(here),
        "identical": int(identical.sum()),
        "largest difference": "-" if name == VERDICT else f"{np.abs(here - there).max():.3g}",
        "smallest cosine": "-" if here.shape[1:] in ((), (1,)) else f"{_cosine(here, there):.6f}",
    }


def _cosine(here: NDArray[Any], there: NDArray[Any]) -> float:
    """Return the smallest cosine between the rows of two arrays."""
    products = (here * there).sum(axis=1, dtype=np.float64)
    lengths = np.linalg.norm(here, axis=1) * np.linalg.norm(there, axis=1)
    return float((products / lengths).min())

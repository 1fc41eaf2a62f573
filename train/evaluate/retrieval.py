"""Retrieval of echo studies by ECG. Source: Echo2ECG."""

import numpy as np
from numpy.typing import NDArray

RELEVANT_SD = 0.5
"""A study is relevant when its LVEF lies within this many standard deviations of the ECG's own."""


def retrieval_map(
    ecg: NDArray[np.float32], echo: NDArray[np.float32], lvef: NDArray[np.float32]
) -> float:
    """Mean average precision over the whole cosine ranking of studies for each ECG.

    Args:
        ecg: Shape (patients, dimensions).
        echo: Shape (patients, dimensions), same patients.
        lvef: Shape (patients,), percent.
    """
    relevant = np.abs(lvef[:, None] - lvef[None]) <= RELEVANT_SD * lvef.std()
    np.fill_diagonal(relevant, val=True)
    order = np.argsort(-_unit(ecg) @ _unit(echo).T, axis=1, kind="stable")
    return float(np.mean(average_precision(np.take_along_axis(relevant, order, axis=1))))


def chance_map(lvef: NDArray[np.float32], seed: int = 0) -> float:
    """The same figure for random vectors."""
    rng = np.random.default_rng(seed)
    ecg, echo = rng.standard_normal((2, len(lvef), 16)).astype(np.float32)
    return retrieval_map(ecg, echo, lvef)


def average_precision(ranked_relevance: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Average precision of each row, relevance in ranking order, shape (queries, gallery)."""
    hits = np.cumsum(ranked_relevance, axis=1)
    precision = hits / np.arange(1, ranked_relevance.shape[1] + 1)
    return np.asarray((precision * ranked_relevance).sum(1) / hits[:, -1])


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

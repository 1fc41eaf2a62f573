"""How much stretches and leads carry, out of the readings of their copies."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.explain.readings import LogOdds, Readings, distance

Shares = NDArray[np.float32]


def stretches_alike(said: Readings) -> Shares:
    """Return how far each stretch alone is read like the whole ECG, shape (stretches,), 0 to 1.

    1 less the distance to the reading of the whole, in units of the distance at which the reading
    of a flat line is. The log-variance of the embedding was tried first: it hardly moves where a
    second drowns in noise (``python -m benchmarks explain``).
    """
    flat = distance(said.blank, said.whole)
    if flat == 0:
        return np.zeros(len(said.alone), np.float32)
    alike = 1 - distance(said.alone, said.whole) / flat
    return np.clip(alike, 0, 1).astype(np.float32)


def leads_leaned_on(said: Readings) -> Shares:
    """Return how far the reading moves without each lead, as a share of the largest move."""
    moves = distance(said.without_lead, said.whole)
    largest = moves.max(initial=0)
    return np.asarray(moves / largest if largest > 0 else moves, np.float32)


def push(whole: LogOdds, without: LogOdds, label: int) -> Shares:
    """Return how much higher the label's log-odds are with each part than without it.

    Args:
        whole: Shape (outputs,).
        without: Shape (parts, outputs).
        label: Which output.
    """
    return np.asarray(whole[label] - without[:, label], np.float32)

"""ECGs that are in a table twice: the same ECG is one patient's, and counts once."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from train.probe.encode import Encoded

log = logging.getLogger(__name__)


def join_twins(encoded: Encoded, keys: Sequence[str]) -> Encoded:
    """Keep every ECG once, and make one of patients who share an ECG.

    Two ECGs of which the encoder says exactly the same are taken for one. Where its labels differ,
    that label is unknown for it; where only one row states it, it holds.

    Args:
        encoded: The ECGs of a table.
        keys: Of the labels, in their order.
    """
    _, first, group = np.unique(encoded.embedding, axis=0, return_index=True, return_inverse=True)
    group, kept = group.ravel(), np.sort(first)
    if len(kept) == len(group):
        return encoded
    log.warning(
        "%d rows hold an ECG that the table has already; it counts once", len(group) - len(kept)
    )
    return replace(
        encoded,
        embedding=encoded.embedding[kept],
        labels=_agreed(encoded.labels, group, keys)[kept],
        patient=_joined(encoded.patient, group)[kept],
        uncertainty=None if encoded.uncertainty is None else encoded.uncertainty[kept],
    )


def _agreed(
    labels: NDArray[np.float32], group: NDArray[np.int64], keys: Sequence[str]
) -> NDArray[np.float32]:
    """Return the labels with those of the first row of an ECG being what all its rows say."""
    agreed, differ = labels.copy(), np.zeros(len(keys), np.int64)
    for number in np.flatnonzero(np.bincount(group) > 1):
        rows = np.flatnonzero(group == number)
        low, high = np.fmin.reduce(labels[rows]), np.fmax.reduce(labels[rows])
        agreed[rows[0]] = np.where(low == high, low, np.nan)
        differ += low < high
    for key, count in zip(keys, differ, strict=True):
        if count:
            log.warning("%s: unknown for %d ECGs, which rows give both 0 and 1", key, count)
    return agreed


def _joined(patient: NDArray[np.str_], group: NDArray[np.int64]) -> NDArray[np.str_]:
    """Return the patient of each ECG; those who share one bear the name of the first of them."""
    names, number = np.unique(patient, return_inverse=True)
    size = len(names) + int(group.max()) + 1
    shares = coo_matrix((np.ones(len(group)), (number, len(names) + group)), shape=(size, size))
    people = connected_components(shares, directed=False)[1][: len(names)]
    _, first, one = np.unique(people, return_index=True, return_inverse=True)
    if len(first) < len(names):
        log.warning(
            "%d patients are taken for others, because they have the same ECG",
            len(names) - len(first),
        )
    return np.asarray(names[first[one]][number])

"""Retrieval of echo studies by ECG and of ECGs by echo study. Source: Echo2ECG.

A gallery is ranked by cosine for every query. recall@k = hits / relevant, precision@k = hits / k,
average precision runs over the whole ranking, and the rank of the first hit counts from 1.
Ties go to the earlier row of the gallery.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from train.evaluate.relevance import KS, Relevance, Retrieved
from train.evaluate.zero_shot import unit

Floats = NDArray[np.float32]
BLOCK = 256
"""Queries ranked at a time."""
DECIMALS = 6
"""Cosines are rounded to these, so that equal vectors tie whatever the order of summation."""


def retrieve(
    query: Floats, gallery: Floats, relevances: Mapping[str, Relevance]
) -> dict[str, Retrieved]:
    """Rank the gallery for every query once, and count hits in each sense of relevance.

    Args:
        query: Aligned vectors, shape (rows, size).
        gallery: Aligned vectors of the same rows in the other modality, same shape.
        relevances: By name. Rows whose measure is unknown are neither sought nor found.
    """
    parts: dict[str, list[Retrieved]] = {name: [] for name in relevances}
    for queries, ranking in rankings(query, gallery):
        for name, relevance in relevances.items():
            usable = np.zeros(len(gallery), bool)
            usable[relevance.rows(len(gallery))] = True
            asked = usable[queries]
            left = ranking[asked]
            # Every query keeps as many of the gallery, so that the result is a rectangle again.
            left = left[usable[left]].reshape(int(asked.sum()), int(usable.sum()))
            parts[name].append(_count(queries[asked], relevance.hits(queries[asked], left)))
    return {name: _join(some) for name, some in parts.items()}


def rankings(
    query: Floats, gallery: Floats
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield blocks of query rows and their rankings of gallery rows, best first."""
    found, sought = unit(gallery), unit(query)
    for first in range(0, len(query), BLOCK):
        cosine = np.round(sought[first : first + BLOCK] @ found.T, DECIMALS)
        ranking = np.argsort(-cosine, axis=1, kind="stable")
        yield np.arange(first, first + len(ranking)), ranking


def average_precision(ranked_relevance: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Average precision of each row, relevance in ranking order, shape (queries, gallery)."""
    hits = np.cumsum(ranked_relevance, axis=1)
    precision = hits / np.arange(1, ranked_relevance.shape[1] + 1)
    return np.asarray((precision * ranked_relevance).sum(1) / hits[:, -1])


def _count(queries: NDArray[np.int64], hit: NDArray[np.bool_]) -> Retrieved:
    """Count the hits of some rankings; a query is relevant to itself, so there is always one."""
    if not len(hit):
        nothing = np.empty(0, np.int64)
        empty = np.empty((0, len(KS)), np.int64)
        return Retrieved(queries, nothing, empty, nothing.astype(float), nothing, hit.shape[1])
    at_k = np.stack([hit[:, :k].sum(1) for k in KS], 1)
    return Retrieved(
        queries, hit.sum(1), at_k, average_precision(hit), hit.argmax(1) + 1, hit.shape[1]
    )


def _join(parts: list[Retrieved]) -> Retrieved:
    return Retrieved(
        rows=np.concatenate([part.rows for part in parts]),
        relevant=np.concatenate([part.relevant for part in parts]),
        hits=np.concatenate([part.hits for part in parts]),
        average_precision=np.concatenate([part.average_precision for part in parts]),
        first=np.concatenate([part.first for part in parts]),
        gallery=max(part.gallery for part in parts),
    )

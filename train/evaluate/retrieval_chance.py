"""What random rankings reach in retrieval, in closed form: the row to read every result against."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from train.evaluate.relevance import KS


@dataclass(frozen=True, slots=True)
class Chance:
    """Expected figures of random rankings, averaged over queries; ``recall`` etc. by k of KS."""

    recall: tuple[float, ...]
    precision: tuple[float, ...]
    mean_average_precision: float
    median_rank: float
    mean_rank: float


def chance(relevant: NDArray[np.int64], gallery: int) -> Chance:
    """Compute chance for queries with so many relevant rows each.

    Args:
        relevant: At least 1, shape (queries,).
        gallery: How many rows there are to find.
    """
    share = float(np.mean(relevant / gallery))
    return Chance(
        recall=tuple(min(k / gallery, 1.0) for k in KS),
        precision=tuple(share * min(k, gallery) / k for k in KS),
        mean_average_precision=float(np.mean(expected_average_precision(relevant, gallery))),
        median_rank=_median_first(relevant, gallery),
        mean_rank=float(np.mean((gallery + 1) / (relevant + 1))),
    )


def expected_average_precision(relevant: NDArray[np.int64], gallery: int) -> NDArray[np.float64]:
    """Expected average precision of a random order, shape (queries,).

    A relevant row at rank k has, on average, (k - 1)(R - 1)/(G - 1) hits before it.
    """
    harmonic = float((1 / np.arange(1, gallery + 1)).sum())
    others = (relevant - 1) / max(gallery - 1, 1)
    return np.asarray((harmonic + others * (gallery - harmonic)) / gallery)


def _median_first(relevant: NDArray[np.int64], gallery: int) -> float:
    """Smallest rank by which half of the queries are expected to have had a hit."""
    low, high = 1, gallery
    while low < high:
        middle = (low + high) // 2
        if np.mean(_none_up_to(middle, relevant, gallery)) <= 0.5:
            high = middle
        else:
            low = middle + 1
    return float(low)


def _none_up_to(rank: int, relevant: NDArray[np.int64], gallery: int) -> NDArray[np.float64]:
    """Probability that no hit is among the first ``rank``: C(G - rank, R) / C(G, R)."""
    possible = gallery - rank - relevant >= 0
    left = np.where(possible, gallery - rank - relevant, 0)
    log = gammaln(gallery - rank + 1) - gammaln(left + 1)
    log = log - gammaln(gallery + 1) + gammaln(gallery - relevant + 1)
    # The rounding of the logarithms must not turn a half into something more.
    return np.where(possible, np.round(np.exp(np.minimum(log, 0)), 9), 0.0)

"""What retrieval looks for, and how each query fared. Source: Echo2ECG."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RELEVANT_SD = 0.5
"""A study is relevant when its measure lies within this many standard deviations of the query's."""
KS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Relevance:
    """What counts as a hit: the true pair, or a measure close to the query's.

    Attributes:
        value: Measure of each row, shape (rows,), NaN where unknown; None for the true pair.
        within: Largest difference from the query's value that counts.
    """

    value: NDArray[np.float64] | None = None
    within: float = 0.0

    @classmethod
    def of_measure(cls, measure: NDArray[np.floating]) -> "Relevance":
        """Take half a standard deviation of the rows that have the measure."""
        value = measure.astype(np.float64)
        return cls(value, RELEVANT_SD * float(np.nanstd(value)))

    def rows(self, count: int) -> NDArray[np.int64]:
        """Return the rows, of ``count``, that can be queries and be found."""
        if self.value is None:
            return np.arange(count)
        return np.flatnonzero(~np.isnan(self.value))

    def hits(self, queries: NDArray[np.int64], ranking: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which rows of a ranking are relevant to its query, same shape as ``ranking``."""
        if self.value is None:
            return np.equal(ranking, queries[:, None])
        apart = np.abs(self.value[ranking] - self.value[queries][:, None])
        return np.less_equal(apart, self.within)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """How each query fared.

    Attributes:
        rows: Which row each query is, shape (queries,).
        relevant: How many of the gallery are relevant, shape (queries,).
        hits: Hits among the first k, shape (queries, len(KS)).
        average_precision: Shape (queries,).
        first: Rank of the first hit, from 1, shape (queries,).
        gallery: How many there are to find.
    """

    rows: NDArray[np.int64]
    relevant: NDArray[np.int64]
    hits: NDArray[np.int64]
    average_precision: NDArray[np.float64]
    first: NDArray[np.int64]
    gallery: int

    @property
    def recall(self) -> NDArray[np.float64]:
        """Hits / relevant, shape (queries, len(KS))."""
        return np.asarray(self.hits / self.relevant[:, None])

    @property
    def precision(self) -> NDArray[np.float64]:
        """Hits / k, shape (queries, len(KS))."""
        return np.asarray(self.hits / np.array(KS))

"""95 % intervals of any figure by bootstrap over patients.

All rows of a patient are drawn together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.evaluate.figures import Figure, Weights

RESAMPLES = 2000
ENDS = (0.025, 0.975)
BLOCK_NUMBERS = 1 << 22
"""Weights in memory at a time; four bytes each."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, its 95 % interval, and how many rows and positives it rests on."""

    value: float
    low: float
    high: float
    n: int
    positives: int


@dataclass(frozen=True, slots=True)
class Resampling:
    """How to resample a set of rows; the same draws for every figure, so that figures are paired.

    Attributes:
        patient: int64, shape (rows,): number of the patient of each row, from 0.
        resamples: How often to draw as many patients as there are, with replacement.
        seed: Of the draws.
    """

    patient: NDArray[np.int64]
    resamples: int = RESAMPLES
    seed: int = 0

    @classmethod
    def of(
        cls, patients: NDArray[np.str_] | int, resamples: int = RESAMPLES, seed: int = 0
    ) -> "Resampling":
        """Number the patients.

        Args:
            patients: Patient of each row, shape (rows,); or how many rows of one patient each.
            resamples: How often to draw.
            seed: Of the draws.
        """
        if isinstance(patients, int):
            return cls(np.arange(patients), resamples, seed)
        return cls(np.unique(patients, return_inverse=True)[1].astype(np.int64), resamples, seed)

    def weights(self) -> Iterator[Weights]:
        """Yield the weights of all resamples, a block of them at a time."""
        rng = np.random.default_rng(self.seed)
        people = int(self.patient.max(initial=-1)) + 1
        size = max(BLOCK_NUMBERS // max(len(self.patient), 1), 1)
        for first in range(0, self.resamples, size):
            count = min(size, self.resamples - first)
            drawn = np.empty((count, people), np.float32)
            for row in drawn:
                row[:] = np.bincount(rng.integers(0, people, people), minlength=people)
            yield drawn[:, self.patient]

    def values(self, figure: Figure) -> NDArray[np.float64]:
        """Return the figure of every resample, shape (resamples,)."""
        return np.concatenate([figure(block) for block in self.weights()])

    def interval(self, figure: Figure, n: int | None = None, positives: int = 0) -> Interval:
        """Return a figure with its percentile interval.

        Resamples in which it cannot be computed are left out. Some figures are biased upwards by
        resampling; the interval is widened where it would not hold the figure itself.

        Args:
            figure: What to compute.
            n: How many rows the figure looks at; all by default.
            positives: How many of them are positive.
        """
        rows = len(self.patient)
        n = rows if n is None else n
        value = float(figure(np.ones((1, rows), np.float32))[0]) if rows else float("nan")
        if np.isnan(value):
            return Interval(value, value, value, n, positives)
        drawn = self.values(figure)
        drawn = drawn[~np.isnan(drawn)]
        low, high = np.quantile(drawn, ENDS) if len(drawn) else (np.nan, np.nan)
        return Interval(value, min(float(low), value), max(float(high), value), n, positives)

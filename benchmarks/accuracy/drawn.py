"""Drawn: a figure with its value in every resample of patients, to be averaged and subtracted."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from train.evaluate.figures import Figure
from train.evaluate.intervals import ENDS, Resampling

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One figure.

    Attributes:
        value: Of all rows; NaN where it cannot be computed.
        draws: Of every resample, shape (resamples,); NaN where it cannot be computed.
    """

    value: float
    draws: NDArray[np.float64]

    @property
    def ends(self) -> tuple[float, float]:
        """The 95 % interval, widened where it would not hold the figure itself."""
        known = self.draws[~np.isnan(self.draws)]
        if np.isnan(self.value) or not len(known):
            return self.value, self.value
        low, high = np.quantile(known, ENDS)
        return min(float(low), self.value), max(float(high), self.value)

    def minus(self, other: "Drawn") -> "Drawn":
        """Subtract a figure of the same draws."""
        return Drawn(self.value - other.value, self.draws - other.draws)

    def text(self, digits: int = 3) -> str:
        """Return for example ``0.912 [0.900, 0.921]``; a dash where there is nothing to say."""
        if np.isnan(self.value):
            return "-"
        low, high = self.ends
        return f"{self.value:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"

    def signed(self, digits: int = 4) -> str:
        """Return for example ``-0.0004 [-0.0011, +0.0003]``, for a difference."""
        if np.isnan(self.value):
            return "-"
        low, high = self.ends
        return f"{self.value:+.{digits}f} [{low:+.{digits}f}, {high:+.{digits}f}]"


def draw(resampling: Resampling, figures: Mapping[Name, Figure]) -> dict[Name, Drawn]:
    """Compute figures of the same rows, all in the same resamples.

    Args:
        resampling: Of the rows' patients.
        figures: By name.
    """
    everyone = np.ones((1, len(resampling.patient)), np.float32)
    drawn: dict[Name, list[NDArray[np.float64]]] = {name: [] for name in figures}
    for weights in resampling.weights():
        for name, figure in figures.items():
            drawn[name].append(figure(weights))
    return {
        name: Drawn(float(figure(everyone)[0]), np.concatenate(drawn[name]))
        for name, figure in figures.items()
    }


def mean(figures: Sequence[Drawn]) -> Drawn:
    """Return the unweighted mean, in each resample over the figures that it can compute."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # all NaN: so is the mean
        value = np.nanmean([figure.value for figure in figures]) if figures else np.nan
        draws = np.nanmean([figure.draws for figure in figures], axis=0) if figures else np.empty(0)
    return Drawn(float(value), np.asarray(draws, np.float64))

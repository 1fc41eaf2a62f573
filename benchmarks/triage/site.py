"""A simulated site: people drawn so that a disease is as common as there, with an interval."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.drawn import Drawn
from benchmarks.accuracy.ecgs import Flags

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
RESAMPLES: Final = 1000
PREVALENCES: Final = (0.01, 0.05, 0.10, 0.40)


def people(has_it: Flags, prevalence: float, count: int, rng: np.random.Generator) -> Rows:
    """Draw people of a site with replacement, shape (count,).

    Args:
        has_it: Who has the disease, shape (n,).
        prevalence: Of it at the site.
        count: How many come.
        rng: Draws them.
    """
    is_sick = rng.random(count) < prevalence
    sick, well = np.flatnonzero(has_it), np.flatnonzero(~has_it)
    return np.where(is_sick, rng.choice(sick, count), rng.choice(well, count))


def weights_at(has_it: Flags, prevalence: float) -> Floats:
    """Return weights at which a disease is as common as at a site, shape (n,); they sum to 1."""
    share = has_it.mean()
    weight = np.where(has_it, prevalence / share, (1 - prevalence) / (1 - share))
    return np.asarray(weight / len(has_it))


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """Means of values among those with a disease and among those without, in every resample.

    Attributes:
        sick: Shape (1 + resamples, values); the first row is of everybody.
        well: The same of the others.
    """

    sick: Floats
    well: Floats

    def figure(self, formula: Callable[[Floats, Floats], Floats]) -> Drawn:
        """Return what a formula makes of both means.

        Args:
            formula: Takes (sick, well), each of shape (values, 1 + resamples).
        """
        value, *draws = formula(self.sick.T, self.well.T)
        return Drawn(float(value), np.array(draws))


def means(values: Floats, has_it: Flags, seed: int = 0) -> Means:
    """Resample those with a disease and those without apart, as a site of fixed prevalence does.

    Args:
        values: Shape (n, values).
        has_it: Shape (n,).
        seed: Of the resamples.
    """
    rng = np.random.default_rng(seed)
    return Means(*(_means(values[rows], rng) for rows in (has_it, ~has_it)))


def _means(values: Floats, rng: np.random.Generator) -> Floats:
    count = len(values)
    drawn = [
        np.bincount(rng.integers(0, count, count), minlength=count) @ values / count
        for _ in range(RESAMPLES)
    ]
    return np.stack([values.mean(0), *drawn])

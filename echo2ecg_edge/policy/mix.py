"""Mix: weights that give the patients of a bundle the prevalences of a site."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.population import Flags, Floats, Population

ROUNDS: Final = 3000
CLOSE: Final = 1e-9
FEWEST: Final = 50
"""Patients that must speak for a site, counted as Kish's effective sample size."""


def mixed(population: Population, stated: Mapping[str, float]) -> Floats:
    """Return weights at which each stated label has its share, as near the old ones as can be.

    People with a disease are taken to look alike everywhere: only how many there are changes.

    Args:
        population: With its own weights.
        stated: Label key -> share, above 0 and below 1; labels not named get what this implies.

    Returns:
        Weight of each row, shape (n,); sums to 1.

    Raises:
        PolicyError: No mix of these patients has these shares.

    Source:
        Raking: Deming, Stephan, "On a least squares adjustment of a sampled frequency table when
        the expected marginal totals are known" (Annals of Mathematical Statistics 1940).
    """
    if not stated:
        return population.weight
    kinds, kind = _kinds(population, list(stated))
    mass = np.bincount(kind, weights=population.weight).astype(np.float64)
    raked = _rake(mass, kinds, stated)
    weight = None if raked is None else np.asarray(population.weight * (raked / mass)[kind])
    if weight is None or (population.patients and 1 / (weight @ weight) < FEWEST):
        raise PolicyError(
            f"No mix of the model's {population.data} has these prevalences together"
            f"{'' if weight is None else ', but for a handful'}: "
            f"{', '.join(f'{key} = {share:.3g}' for key, share in stated.items())}.",
            "State fewer of them, or check that they can be true of the same people.",
        )
    return weight


def differs(has_it: Flags) -> bool:
    """Whether some have it and some do not; else nothing can be told of finding it."""
    return bool(has_it.any() and not has_it.all())


def _kinds(population: Population, keys: list[str]) -> tuple[Flags, NDArray[np.int64]]:
    """Sort patients into kinds that have the same of these labels: raking scales kinds as a whole.

    Returns:
        What each kind has, shape (kinds, keys), and the kind of each row, shape (n,).
    """
    truth = population.truth[:, [population.column(key) for key in keys]]
    code = truth @ (1 << np.arange(len(keys)))
    _, first, kind = np.unique(code, return_index=True, return_inverse=True)
    return truth[first], kind


def _rake(mass: Floats, kinds: Flags, stated: Mapping[str, float]) -> Floats | None:
    """Scale those with a label and those without in turn until all shares hold; None if never."""
    shares = np.array(list(stated.values()))
    raked = mass.copy()
    for _ in range(ROUNDS):
        for (key, share), has_it in zip(stated.items(), kinds.T, strict=True):
            _give(raked, has_it, share, key)
        if np.abs(raked @ kinds - shares).max() < CLOSE:
            return raked
    return None


def _give(mass: Floats, has_it: Flags, share: float, key: str) -> None:
    if not differs(has_it):
        raise PolicyError(
            f"Among the model's patients everybody or nobody has {key!r}, so nothing can be "
            "foretold for another prevalence of it.",
            f"Leave {key} out of [prevalence].",
        )
    mass[has_it] *= share / mass[has_it].sum()
    mass[~has_it] *= (1 - share) / mass[~has_it].sum()

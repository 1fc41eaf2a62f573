"""The dial: one number that moves all thresholds together, so that referrals are nested.

The thresholds on the bundle's scale are sigmoid(logit(refer_at) + dial). A patient's margin says by
how many log-odds the label that is furthest above its threshold is above it, of those that count;
whoever has a margin of the dial or more is referred.
"""

from typing import Final

import numpy as np

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.manifest import LabelSpec
from echo2ecg_edge.model.population import Flags, Floats, Population
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.policy.mix import differs
from echo2ecg_edge.policy.policy import Mode, Policy

AT_LEAST: Final = 0.9
"""The sensitivity of mode sensitive, and the specificity of mode specific."""
SLACK: Final = 1e-9
"""A share that is reached exactly shall not be missed by rounding."""
BEYOND: Final = 1.0
"""Log-odds above the highest score, where not even that may be referred."""
FEWEST: Final = 10
"""Patients of the bundle whom a capacity must still refer: of fewer, nothing can be said."""


def dial(policy: Policy, population: Population, weight: Floats, specs: list[LabelSpec]) -> float:
    """Return the dial of a mode; 0 is the bundle's own choice.

    Args:
        policy: With mode sensitive, specific or capacity.
        population: The model's patients.
        weight: Of each at the site, shape (n,).
        specs: The labels that count.

    Raises:
        PolicyError: The mode says nothing on these patients.
    """
    columns = [population.column(spec.key) for spec in specs]
    thresholds = np.array([log_odds(spec.refer_at) for spec in specs])
    margin = (population.log_odds[:, columns] - thresholds).max(1)
    if policy.mode is Mode.CAPACITY:
        return at_capacity(margin, weight, policy.capacity or 0.0, population)
    has_any = np.asarray(population.truth[:, columns].any(1))
    if not differs(has_any):
        raise PolicyError(
            f"Among the model's patients everybody or nobody has a disease that counts, so mode "
            f"{policy.mode} has nothing to aim at.",
            'Let other labels count, or write mode = "balanced" or "thresholds".',
        )
    if policy.mode is Mode.SENSITIVE:
        return min(0.0, _at_sensitivity(margin, weight, has_any))
    return max(0.0, _at_specificity(margin, weight, has_any))


def at_capacity(margin: Floats, weight: Floats, capacity: float, population: Population) -> float:
    """Return the lowest dial that refers no more than the capacity, in people of every 100.

    Raises:
        PolicyError: Too few of the bundle's patients would be left to say where that is.
    """
    edges, above = _above(margin, weight)
    lowest = float(edges[above <= capacity / 100 + SLACK].min(initial=np.inf))
    if (margin >= lowest).sum() < (FEWEST if population.patients else 1):
        raise PolicyError(
            f"A capacity of {capacity:g} of 100 is too small for this model's "
            f"{population.data}: hardly one of them would be referred.",
            'Give a larger capacity, or thresholds of your own: mode = "thresholds".',
        )
    return lowest


def _at_sensitivity(margin: Floats, weight: Floats, has_any: Flags) -> float:
    """Return the highest dial that still finds enough of those with a disease that counts."""
    edges, found = _above(margin[has_any], weight[has_any])
    return float(edges[found >= AT_LEAST - SLACK].max())


def _at_specificity(margin: Floats, weight: Floats, has_any: Flags) -> float:
    """Return the lowest dial that leaves enough of the others alone."""
    edges, called = _above(margin[~has_any], weight[~has_any])
    return float(edges[called <= 1 - AT_LEAST + SLACK].min(initial=edges.max() + BEYOND))


def _above(margin: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return every margin there is, ascending, and the share of rows at or above it."""
    edges, place = np.unique(margin, return_inverse=True)
    mass = np.bincount(place, weights=weight)
    return edges, np.cumsum(mass[::-1])[::-1] / mass.sum()

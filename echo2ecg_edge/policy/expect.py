"""Expect: what a plan will do among the people of a site, foretold from the bundle's patients."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Flags, Population
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.figures import Performance, performance
from echo2ecg_edge.policy.mix import differs
from echo2ecg_edge.policy.plan import Plan
from echo2ecg_edge.policy.rule import LabelRule
from echo2ecg_edge.policy.site import Site, site_of, told

SLACK: Final = 1e-9
"""A threshold that was chosen at a patient's own score shall not miss them by rounding."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What to expect of a plan.

    Attributes:
        data: Whom it was foretold from, for people.
        patients: How many; 0 where a table of thresholds was all there was.
        together: Everybody whom a label refers, against everybody who has a disease that counts.
        labels: The same for each label alone, whether it counts or not; without those of which the
            patients have all or none.
    """

    data: str
    patients: int
    together: Performance
    labels: Mapping[str, Performance]


def expected(plan: Plan, bundle: Bundle) -> Expected | None:
    """Return what a plan will do at its site; None where the bundle has nothing to tell it from.

    That is no patients, or none who have a disease that counts, or none who have not.

    Args:
        plan: With the prevalences that were stated for the site.
        bundle: Whose plan it is.

    Raises:
        PolicyError: The prevalences cannot be met.
        BundleError: A file of the bundle is damaged.
    """
    site = _site(plan, bundle)
    population = site.population
    if population is None:
        return None
    calls = {key: called(plan.rules[key], population, key) for key in population.keys}
    truth = {key: population.truth[:, population.column(key)] for key in population.keys}
    counts = [key for key in population.keys if plan.rules[key].counts]
    has_any, is_patients = _any(truth, counts), bool(population.patients)
    if not differs(has_any):
        return None
    return Expected(
        data=population.data,
        patients=population.patients,
        together=performance(_any(calls, counts), has_any, site.weight, is_patients),
        labels={
            key: performance(calls[key], truth[key], site.weight, is_patients)
            for key in told(population)
        },
    )


def called(rule: LabelRule, population: Population, key: str) -> Flags:
    """Return which patients a rule refers, whether it counts or not, shape (n,)."""
    as_trained = (log_odds(rule.refer_at) - rule.shift) / rule.slope
    calls: Flags = population.log_odds[:, population.column(key)] >= as_trained - SLACK
    return calls


def _site(plan: Plan, bundle: Bundle) -> Site:
    counts = tuple(key for key, rule in plan.rules.items() if rule.counts)
    corrections = {
        key: Correction(plan.rules[key].slope, plan.rules[key].shift)
        for key in plan.stamp.recalibrated
    }
    return site_of(bundle, counts, plan.stated, Corrections(corrections))


def _any(columns: Mapping[str, Flags], keys: list[str]) -> Flags:
    found: Flags = np.any([columns[key] for key in keys], axis=0)
    return found

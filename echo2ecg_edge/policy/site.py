"""Site: the people who are screened somewhere, as far as a policy and a bundle can tell."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Floats, Population
from echo2ecg_edge.odds import chances
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.fits import naming, refuse_contradiction
from echo2ecg_edge.policy.mix import differs, mixed
from echo2ecg_edge.policy.roc_population import roc_population


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Who is screened at a site.

    Attributes:
        population: The model's patients; None where the bundle brings none.
        weight: Of each of them at the site, shape (n,); empty without them.
        trained: Label key -> prevalence at which the bundle's probabilities are true.
        known: Label key -> prevalence as stated, or as its echos showed; empty where neither is.
        here: Label key -> prevalence at the site: known, implied by what is known, or as trained
            where nothing is.
    """

    population: Population | None
    weight: Floats
    trained: Mapping[str, float]
    known: Mapping[str, float]
    here: Mapping[str, float]


def site_of(
    bundle: Bundle,
    counts: tuple[str, ...],
    stated: Mapping[str, float],
    corrections: Corrections,
) -> Site:
    """Return the site.

    Args:
        bundle: With or without patients of its own.
        counts: Keys of the labels that may refer.
        stated: Label key -> prevalence, as the policy says it.
        corrections: A label that was recalibrated has the prevalence that its echos showed.

    Raises:
        PolicyError: The prevalences contradict each other, or no mix of patients has them.
        BundleError: A file of the bundle is damaged.
    """
    population = population_for(bundle, counts)
    trained = {spec.key: spec.prevalence for spec in bundle.manifest.labels}
    if population is not None:
        trained |= {key: population.prevalence(key) for key in population.keys}
    shown = _shown(population, corrections)
    known = {**stated, **shown}
    with naming(shown):
        refuse_contradiction(known, bundle.manifest)
        if population is None:
            return Site(None, np.zeros(0), trained, known, trained | known)
        weight = mixed(population, {key: known[key] for key in known if key in population.keys})
    found = {key: population.prevalence(key, weight) for key in told(population)}
    return Site(population, weight, trained, known, trained | known | found)


def told(population: Population) -> tuple[str, ...]:
    """Return the keys of the labels that some of the patients have and some have not."""
    return tuple(
        key for key in population.keys if differs(population.truth[:, population.column(key)])
    )


def _shown(population: Population | None, corrections: Corrections) -> dict[str, float]:
    """Return the prevalences that a recalibration implies; none where no patients tell."""
    if population is None:
        return {}
    own = {key: one for key, one in corrections.by_label.items() if key in told(population)}
    return {key: implied(population, key, one) for key, one in own.items()}


def population_for(bundle: Bundle, counts: tuple[str, ...]) -> Population | None:
    """Return the bundle's patients, else what its ROC points say where one label counts."""
    found = Population.of(bundle)
    if found is None and len(counts) == 1:
        return roc_population(bundle, counts[0])
    return found


def implied(population: Population, key: str, correction: Correction) -> float:
    """Return the prevalence at which corrected probabilities are right on the whole.

    With m1 the mean of those who have it and m0 of those who have not, that is the share p for
    which p m1 + (1 - p) m0 = p.
    """
    column = population.column(key)
    logit = correction.slope * population.log_odds[:, column] + correction.shift
    probability, has_it = chances(logit), population.truth[:, column]
    sick, well = (
        float(np.average(probability[rows], weights=population.weight[rows]))
        for rows in (has_it, ~has_it)
    )
    return well / (1 - sick + well)

"""Figures of a rule on weighted patients, each with the interval that their number allows."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from echo2ecg_edge.model.population import Flags, Floats

DRAWS: Final = 4000
LEVEL: Final = 0.95
SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its 95 % interval; None at both ends where the data are no patients."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Performance:
    """What a rule does at a site.

    Attributes:
        prevalence: Share of the people there who have what it looks for; taken as known.
        sensitivity: Share of these whom it refers.
        specificity: Share of the others whom it leaves alone.
        ppv: Share of those referred who have it; None where nobody is referred.
        npv: Share of those not referred who do not have it; None where everybody is referred.
        referred: Of every 100 people.
    """

    prevalence: float
    sensitivity: Figure
    specificity: Figure
    ppv: Figure | None
    npv: Figure | None
    referred: Figure


def performance(called: Flags, has_it: Flags, weight: Floats, is_patients: bool) -> Performance:
    """Measure a rule.

    Args:
        called: Whom it refers, shape (n,).
        has_it: Who has what it looks for, shape (n,); some do and some do not.
        weight: Of each, summing to 1, shape (n,).
        is_patients: Whether rows are patients, so that their number says how sure this is.

    Source:
        Jeffreys' interval: Brown, Cai, DasGupta, "Interval estimation for a binomial proportion"
        (Statistical Science 2001); weighted patients count as many as Kish's effective sample size
        ("Survey Sampling", 1965).
    """
    prevalence = float(weight @ has_it)
    found, called_well = (
        float(weight[rows] @ called[rows] / weight[rows].sum()) for rows in (has_it, ~has_it)
    )
    draws = None
    if is_patients:
        rng = np.random.default_rng(SEED)
        draws = (_draw(rng, found, weight[has_it]), _draw(rng, called_well, weight[~has_it]))
    return _of(prevalence, found, called_well, draws)


def _draw(rng: np.random.Generator, share: float, weight: Floats) -> Floats:
    """Draw what the share may truly be, given how many patients it was seen in."""
    count = float(weight.sum() ** 2 / (weight @ weight))
    return rng.beta(count * share + 0.5, count * (1 - share) + 0.5, DRAWS)


def _of(
    prevalence: float, found: float, called_well: float, draws: tuple[Floats, Floats] | None
) -> Performance:
    """Put Bayes' theorem on the two shares, and on every draw of them."""
    values = _bayes(prevalence, np.array([found]), np.array([called_well]))
    spread = None if draws is None else _bayes(prevalence, *draws)
    figures = {
        name: _figure(float(value[0]), None if spread is None else spread[name])
        for name, value in values.items()
    }
    nobody, everybody = figures["referred"].value <= 0, figures["referred"].value >= 100
    return Performance(
        prevalence=prevalence,
        sensitivity=figures["sensitivity"],
        specificity=figures["specificity"],
        ppv=None if nobody else figures["ppv"],
        npv=None if everybody else figures["npv"],
        referred=figures["referred"],
    )


def _bayes(prevalence: float, found: Floats, called_well: Floats) -> dict[str, Floats]:
    right, wrong = prevalence * found, (1 - prevalence) * called_well
    missed, spared = prevalence - right, 1 - prevalence - wrong
    with np.errstate(invalid="ignore"):
        ppv, npv = right / (right + wrong), spared / (spared + missed)
    return {
        "sensitivity": found,
        "specificity": 1 - called_well,
        "ppv": ppv,
        "npv": npv,
        "referred": 100 * (right + wrong),
    }


def _figure(value: float, draws: Floats | None) -> Figure:
    if draws is None:
        return Figure(value, None, None)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(draws, (tail, 1 - tail)).tolist()
    return Figure(value, min(low, value), max(high, value))

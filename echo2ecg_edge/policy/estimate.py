"""Estimated prevalence: how common a disease is here, from scores alone, without any echo."""

from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Population
from echo2ecg_edge.odds import Floats, all_log_odds, chances, log_odds
from echo2ecg_edge.policy.scored import Scored
from echo2ecg_edge.policy.share import share_between
from echo2ecg_edge.policy.site import told

FEWEST: Final = 200
"""Scored ECGs that an estimate needs."""
LIKELY: Final = 0.05
"""Scores are read as where this share has it: there, means tell prevalences apart best."""
WIDEST: Final = 4.0
"""Odds at the upper end of the interval over those at the lower end, from which it says nothing."""
SMALLEST: Final = 0.02
"""Intervals that reach below are not printed: of rare diseases, those that would be printed are
mostly the ones that are too high by chance (``python -m benchmarks triage``)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How common one label is.

    Attributes:
        key: Of the label.
        share: The best guess.
        low: Lower end of its 95 % interval.
        high: Upper end.
        ecgs: How many it rests on.
    """

    key: str
    share: float
    low: float
    high: float
    ecgs: int

    @property
    def is_useful(self) -> bool:
        """False where few ECGs or a blunt score leave the interval too wide, or nearly nobody."""
        odds = self.low * (1 - self.high), self.high * (1 - self.low)
        return self.low >= SMALLEST and 0 < odds[1] <= WIDEST * odds[0]


def estimates(scored: Scored, bundle: Bundle) -> tuple[Estimate, ...]:
    """Estimate the label that is any of the others; of a model without it, every label.

    Where any disease is rarer than in training, people without one of them mostly have no other
    either, and score lower than those in training: what that label alone would be estimated at is
    far too low (``python -m benchmarks triage``). What one prevalence means for the other labels
    is told by ``settle``.

    Args:
        scored: This site's screenings.
        bundle: Of the model that scored them.

    Raises:
        PolicyError: There are too few, or the bundle brings no patients to compare them with.
        BundleError: A file of the bundle is damaged.
    """
    if (missing := FEWEST - len(scored.ids)) > 0:
        raise PolicyError(
            f"An estimate needs {FEWEST} scored ECGs, and these are {len(scored.ids)}.",
            f"Screen {missing} more people as you always do, and ask again.",
        )
    population = Population.of(bundle)
    keys = () if population is None else told(population)
    if population is None or not keys:
        raise PolicyError(
            f"The model {bundle.manifest.name!r} brings no patients to compare these scores with.",
            "Have some echos done instead: echo2ecg-edge policy recalibrate",
        )
    wanted = (COMPOSITE,) if COMPOSITE in keys else keys
    return tuple(estimate(key, scored.of(key), population) for key in wanted)


def estimate(key: str, probability: Floats, population: Population) -> Estimate:
    """Return the share at which this site's mean score lies between those with and those without.

    People with the label, and those without, are taken to have the scores that they have among the
    model's patients.

    Args:
        key: Of the label.
        probability: As the model says it, shape (n,); at least one.
        population: Patients of whom some have it and some have not.
    """
    column = population.column(key)
    lean = log_odds(LIKELY) - log_odds(population.prevalence(key))
    here = chances(all_log_odds(probability) + lean)
    known, has_it = chances(population.log_odds[:, column] + lean), population.truth[:, column]
    ends = share_between(here, known[has_it], known[~has_it])
    return Estimate(key, *ends, len(probability))

"""The prior shift: how far the log-odds of a label move because it is rarer or commoner here."""

from typing import Final

from echo2ecg_edge.model.population import Floats
from echo2ecg_edge.odds import chances, log_odds
from echo2ecg_edge.policy.site import Site, told

ROUNDS: Final = 100
CLOSE: Final = 1e-9


def prior_shift(site: Site, key: str) -> float:
    """Return the shift at which a label's probabilities are right on the whole at the site.

    Where fewer people have any disease, those without this one are healthier too, and score lower
    than those without it in training. So the shift is found on the model's patients, mixed as they
    are here; the odds of the prevalences alone would shift a part of a composite too far. They are
    used where there are no patients. Where nothing is known of the site, nothing moves.

    Args:
        site: Whose prevalences.
        key: Of the label.

    Source:
        Of the odds alone: Saerens, Latinne, Decaestecker, "Adjusting the outputs of a classifier to
        new a priori probabilities" (Neural Computation 2002), equation 2.4.
    """
    here, trained, population = site.here[key], site.trained[key], site.population
    if population is None or not population.patients:
        return log_odds(here) - log_odds(trained)
    if not site.known or key not in told(population):
        return 0.0
    return _right_on_the_whole(population.log_odds[:, population.column(key)], site.weight, here)


def _right_on_the_whole(odds: Floats, weight: Floats, share: float) -> float:
    """Shift by what the odds of the mean still lack, again and again.

    The log-odds of the mean never rise faster than the shift, so no step is ever too long.
    """
    shift = 0.0
    for _ in range(ROUNDS):
        step = log_odds(share) - log_odds(float(weight @ chances(odds + shift)))
        shift += step
        if abs(step) < CLOSE:
            break
    return shift

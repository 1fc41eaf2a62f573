"""Estimated prevalence: how common a disease is here, from scores alone, without any echo."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.logistic import log_odds
from echo2ecg_edge.policy.scored import Scored

Floats = NDArray[np.float64]

FEWEST: Final = 200
"""Scored ECGs that an estimate needs."""
WIDEST: Final = 4.0
"""Odds at the upper end of the interval over those at the lower end, from which it says nothing."""
SMALLEST: Final = 0.001
"""A lower end below this cannot be told from nobody."""
RESAMPLES: Final = 500
ENDS: Final = (0.025, 0.975)
GRID: Final = 1 / (1 + np.exp(-np.linspace(-9, 9, 361)))
"""Shares at which the likelihood's slope is looked at; between them it is taken as straight."""
BLOCK: Final = 2000
"""Rows looked at together."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How common one label is.

    Attributes:
        key: Of the label.
        share: The likeliest share.
        low: Lower end of its 95 % interval, by resampling the ECGs.
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
        """False where few ECGs or a blunt score leave the interval too wide, or reach nobody."""
        odds = self.low * (1 - self.high), self.high * (1 - self.low)
        return self.low >= SMALLEST and odds[1] <= WIDEST * odds[0]


def estimates(scored: Scored, manifest: Manifest) -> tuple[Estimate, ...]:
    """Estimate the label that is any of the others; of a model without it, every label.

    Where any disease is rarer than in training, people without one of them mostly have no other
    either, and score lower than those in training: what that label alone would be estimated at is
    far too low (``python -m benchmarks triage``). What one prevalence means for the other labels
    is told by ``settle``.

    Args:
        scored: This site's screenings.
        manifest: Of the model that scored them.

    Raises:
        PolicyError: There are too few.
    """
    if (missing := FEWEST - len(scored.ids)) > 0:
        raise PolicyError(
            f"An estimate needs {FEWEST} scored ECGs, and these are {len(scored.ids)}.",
            f"Screen {missing} more people as you always do, and ask again.",
        )
    trained = {spec.key: spec.prevalence for spec in manifest.labels}
    keys = (COMPOSITE,) if COMPOSITE in trained else tuple(trained)
    return tuple(estimate(key, scored.of(key), trained[key]) for key in keys)


def estimate(key: str, probability: Floats, trained: float, seed: int = 0) -> Estimate:
    """Return the share of a label at which this site's scores are likeliest.

    It is where p = mean(p r / (1 - p + p r)), with r the likelihood ratio of each score: what the
    expectation-maximisation of Saerens, Latinne, Decaestecker ("Adjusting the outputs of a
    classifier to new a priori probabilities", Neural Computation 2002) converges to. People with
    the label, and those without, are taken to have the scores that they had in training.

    Args:
        key: Of the label.
        probability: As the model says it, shape (n,); at least one.
        trained: Prevalence at which the model says it.
        seed: Of the resamples.
    """
    log_ratio = log_odds(probability) - np.log(trained / (1 - trained))
    rng = np.random.default_rng(seed)
    slope, drawn = np.zeros((1, len(GRID))), np.zeros((RESAMPLES, len(GRID)))
    for first in range(0, len(log_ratio), BLOCK):
        part = log_ratio[first : first + BLOCK]
        looked = _slope(part)
        slope += looked.sum(0)
        drawn += rng.poisson(1.0, (RESAMPLES, len(part))) @ looked
    low, high = np.quantile(_root(drawn), ENDS)
    share = float(_root(slope)[0])
    return Estimate(key, share, min(float(low), share), max(float(high), share), len(probability))


def _slope(log_ratio: Floats) -> Floats:
    """Return the slope of each row's log-likelihood at every share of the grid, (rows, grid)."""
    more = np.expm1(log_ratio)[:, None]
    return np.asarray(more / (1 + GRID * more))


def _root(slope: Floats) -> Floats:
    """Return where each slope, which only falls, crosses zero; the grid's end where it does not."""
    after = np.clip((slope > 0).sum(1), 1, len(GRID) - 1)
    rows = np.arange(len(slope))
    above, below = slope[rows, after - 1], slope[rows, after]
    way = np.clip(above / np.where(above == below, 1, above - below), 0, 1)
    return np.asarray(GRID[after - 1] + way * (GRID[after] - GRID[after - 1]))

"""The law of beats: how beat parameters spread in a population, and what each pattern does to them.

Every parameter is brought to a standard normal score by its own quantiles; scores follow a linear
law in age, sex, rate and the patterns, with correlated rest. The law was fitted to the median beats
of PTB-XL, folds 1-8 (CC BY 4.0), by ``python -m train beat-law``; ``law.npz`` holds nothing else.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from train.cohort.links import PATTERNS
from train.cohort.state import Flags, Floats

LEVELS = np.array([-3.2, -2.6, -2.1, *np.arange(-1.8, 1.81, 0.2), 2.1, 2.6, 3.2])
"""Normal scores at which quantiles are kept."""
HIGHEST_SCORE = 3.2
OTHER_CAUSES = 4
"""Mean, age, sex and rate stand before the patterns."""
RIDGE = 6.0
LAW = Path(__file__).parent / "law.npz"


@dataclass(frozen=True, slots=True)
class BeatLaw:
    """The law.

    Attributes:
        quantiles: Parameter values at LEVELS, shape (len(LEVELS), parameters).
        effects: Scores per cause, shape (4 + len(PATTERNS), parameters): mean, age, sex, rate, then
            each pattern.
        rest: Lower triangle that turns independent scores into the correlated ones of beats
            without a pattern, shape (parameters, parameters).
        wilder: How many times wider scores spread in beats with a pattern, shape (parameters,).
    """

    quantiles: Floats
    effects: Floats
    rest: Floats
    wilder: Floats

    def draw(self, causes: Floats, rng: np.random.Generator) -> Floats:
        """Draw beat parameters, shape (patients, parameters), for ``causes`` as made below."""
        chance = rng.normal(0, 1, (len(causes), len(self.rest)))
        ill = np.minimum(causes[:, OTHER_CAUSES:].sum(axis=1, keepdims=True), 1)
        scores = causes @ self.effects + chance @ self.rest.T * (1 + ill * (self.wilder - 1))
        scores = np.clip(scores, -HIGHEST_SCORE, HIGHEST_SCORE)
        columns = [np.interp(s, LEVELS, q) for s, q in zip(scores.T, self.quantiles.T, strict=True)]
        return np.stack(columns, axis=1)


def causes_of(age_years: Floats, female: Flags, rate_bpm: Floats, patterns: Floats) -> Floats:
    """Lay out what the law depends on, shape (patients, 4 + len(PATTERNS))."""
    age = np.clip((age_years - 61) / 16, -2.6, 2.2)
    rate = np.clip(np.log(rate_bpm / 70) / 0.2, -2.5, 3)
    return np.column_stack([np.ones(len(age)), age, female.astype(float), rate, patterns])


def fit_law(parameters: Floats, causes: Floats) -> BeatLaw:
    """Fit the law to fitted beats.

    Args:
        parameters: Shape (n, parameters), from ``fit_beats``.
        causes: Shape (n, 4 + len(PATTERNS)), from ``causes_of``.
    """
    from scipy.special import ndtr, ndtri

    n = len(parameters)
    ranks = parameters.argsort(axis=0).argsort(axis=0)
    scores = ndtri((ranks + 0.5) / n)
    penalty = RIDGE * np.eye(causes.shape[1])
    penalty[0, 0] = 0
    effects = np.linalg.solve(causes.T @ causes + penalty, causes.T @ scores)
    left = scores - causes @ effects
    ill = causes[:, OTHER_CAUSES:].any(axis=1)
    rest = np.cov(left[~ill].T)
    return BeatLaw(
        np.quantile(parameters, ndtr(LEVELS), axis=0),
        effects,
        np.linalg.cholesky(rest + 1e-6 * np.eye(len(rest))),
        left[ill].std(axis=0) / left[~ill].std(axis=0),
    )


def save_law(law: BeatLaw, path: Path = LAW) -> None:
    """Write the law, in single precision."""
    arrays = {name: getattr(law, name).astype(np.float32) for name in law.__slots__}
    np.savez_compressed(path, patterns=np.array(PATTERNS), **arrays)


@lru_cache(maxsize=2)
def load_law(path: Path = LAW) -> BeatLaw:
    """Read the law that ships."""
    with np.load(path) as packed:
        assert tuple(packed["patterns"]) == PATTERNS, "refit the law: its patterns have changed"
        return BeatLaw(*(packed[name].astype(float) for name in BeatLaw.__slots__))

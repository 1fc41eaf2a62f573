"""The whole way at once: simulate patients, teach a view encoder, align, decide, for export."""

import logging
from pathlib import Path

import numpy as np

from echo2ecg_edge.errors import CallError
from train.cohort import simulate
from train.cohort.cohort import join
from train.datasets.cohort import from_cohort
from train.echo import embed_clips, fit_view_encoder
from train.outcome import write_outcome
from train.pairs import Pairs
from train.recipe import Recipe
from train.run import train_run
from train.trained import Trained

log = logging.getLogger(__name__)
SPLITS = ("train", "validation", "test")


def quick(recipe: Recipe, out: Path) -> Trained:
    """Simulate, train, and write everything that export needs into ``out``."""
    pairs = simulated_pairs(recipe)
    trained = train_run(recipe, pairs, out)
    write_outcome(trained, pairs, out)
    return trained


def simulated_pairs(recipe: Recipe, workers: int = 2) -> Pairs:
    """Simulate the three splits, train the view encoder on the first, embed all studies.

    The splits are different patients because their random streams are different.

    Raises:
        CallError: The recipe does not say how many patients, or how large a view encoder.
    """
    if recipe.cohort is None or recipe.views is None:
        raise CallError(
            "The recipe simulates no patients.",
            "Add the sections [cohort] and [views], or use: python -m train fit --data.",
        )
    sizes = [getattr(recipe.cohort, name) for name in SPLITS]
    cohorts = []
    for index, (name, patients) in enumerate(zip(SPLITS, sizes, strict=True)):
        log.info("simulating %d %s patients", patients, name)
        seed = recipe.seed * 1000 + index
        cohorts.append(simulate(patients, seed=seed, spec=recipe.signal, workers=workers))
    views = recipe.views
    encoder = fit_view_encoder(
        cohorts[0],
        width=views.width,
        dimensions=views.dimensions,
        epochs=views.epochs,
        seed=recipe.seed,
    )
    everyone = join(cohorts)
    vectors = embed_clips(encoder, everyone.clips)
    return from_cohort(everyone, recipe.signal, np.repeat(SPLITS, sizes), vectors)

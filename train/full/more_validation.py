"""More simulated patients for calibration: they cost seconds, and rare labels need them.

They have no echo clips, and training never sees them.
"""

from dataclasses import fields, replace
from typing import Final

import numpy as np

from train.cohort import simulate
from train.cohort.labels import LABELS
from train.datasets.cohort import from_cohort
from train.families import IMPLAUSIBLE
from train.pairs import Pairs

STREAM: Final = 3
"""Number of their random stream, after those of the three splits."""
WORKERS: Final = 2


def with_more_validation(pairs: Pairs, patients: int, seed: int) -> Pairs:
    """Return the pairs with more simulated validation patients behind their rows.

    Args:
        pairs: The full data.
        patients: How many more.
        seed: Of the data.
    """
    cohort = simulate(patients, seed * 1000 + STREAM, pairs.about.spec, workers=WORKERS, echo=False)
    return _joined(
        pairs, _as_full(from_cohort(cohort, pairs.about.spec, "validation", None), pairs)
    )


def _as_full(plain: Pairs, full: Pairs) -> Pairs:
    """Lay simulated rows out like the full data: more labels, more measures, no views."""
    names, n = full.about.label_names, len(plain)
    ours = [names.index(key) for key in LABELS]
    labels = np.zeros((n, len(names)), np.float32)
    labels[:, ours] = plain.labels
    known = np.zeros((n, len(names)), bool)
    known[:, [*ours, names.index(IMPLAUSIBLE)]] = True
    measures = np.full((n, len(full.about.measure_names)), np.nan, np.float32)
    theirs = [full.about.measure_names.index(name) for name in plain.about.measure_names]
    measures[:, theirs] = plain.measures
    return replace(
        plain,
        about=full.about,
        patient=np.array([f"simulated-more-{at}" for at in range(n)]),
        labels=labels,
        known=known,
        measures=measures,
        views=full.views[:0],
    )


def _joined(first: Pairs, second: Pairs) -> Pairs:
    """Put rows without views behind others."""
    same = ("about", "views", "view_start", "view_name")
    rows = {
        field.name: np.concatenate([getattr(first, field.name), getattr(second, field.name)])
        for field in fields(Pairs)
        if field.name not in same
    }
    last = np.full(len(second), first.view_start[-1])
    return replace(first, **rows, view_start=np.concatenate([first.view_start, last]))

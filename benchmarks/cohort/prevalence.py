"""How often each label is positive, and how labels overlap."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.bootstrap import mean_interval
from benchmarks.cohort.measured import Measured, about
from benchmarks.cohort.published import PREVALENCE
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import simulated

PART = "prevalence"
RELATIVE = 0.15


def measure(bench: Bench) -> list[Measured]:
    """Measure the test split."""
    return prevalence(simulated(bench, "test").labels)


def prevalence(labels: NDArray[np.float32]) -> list[Measured]:
    """Compare label shares with EchoNext's training set.

    Args:
        labels: 0/1 as reported, shape (patients, len(LABELS)), the composite last.
    """
    from train.cohort.labels import LABELS

    rows = []
    for column, key in enumerate(LABELS):
        published = PREVALENCE[key]
        figures = mean_interval(labels[:, column])
        rows.append(Measured(PART, key, *figures, published, about(published, RELATIVE)))
    several = labels[:, :-1].sum(axis=1)
    note = "of the eleven components; nothing published"
    rows.append(Measured(PART, "share with two or more", *mean_interval(several >= 2), note=note))
    rows.append(Measured(PART, "labels per patient", *mean_interval(several), note=note))
    ill = several[several > 0]
    rows.append(Measured(PART, "labels per patient with SHD", *mean_interval(ill), note=note))
    return rows

"""May this row be kept? The last look at what an adapter made, before it goes to disk."""

from collections.abc import Iterable

import numpy as np

from echo2ecg_edge.leads import LEADS
from train.cohort.machine import MACHINE
from train.pairs.layout import SPLITS
from train.pairs.pairs import About
from train.pairs.row import PairRow

HIGHEST = float(np.finfo(np.float16).max)


def objection(row: PairRow, about: About, dimensions: int) -> str | None:
    """Return the first reason why a row cannot be kept, or None.

    Args:
        row: As the adapter made it.
        about: What all rows share.
        dimensions: Length of a view embedding so far; 0 before the first view.
    """
    return (
        _identity(row)
        or _ecg(row, about.spec.samples)
        or _views(row, dimensions)
        or _names("label", row.labels, about.label_names)
        or _names("measure", row.measures, about.measure_names)
        or _numbers(row)
    )


def _identity(row: PairRow) -> str | None:
    if not row.patient:
        return "The patient has no name."
    if row.split and row.split not in SPLITS:
        return f"The split {row.split!r} is none of {', '.join(SPLITS)}."
    return None


def _ecg(row: PairRow, samples: int) -> str | None:
    wanted = (len(LEADS), samples)
    if row.ecg.shape != wanted or row.leads.shape != wanted[:1]:
        return f"The ECG has shape {row.ecg.shape}, not {wanted}."
    # Anything beyond half precision would become infinite on disk.
    if not (np.abs(row.ecg) <= HIGHEST).all():
        return "The ECG holds samples that are missing or infinite."
    if not row.leads.any():
        return "The ECG has no lead."
    if row.ecg[~row.leads].any():
        return "A lead that is marked as missing holds a signal."
    return None


def _views(row: PairRow, dimensions: int) -> str | None:
    views = row.views
    if views.ndim != 2:
        return f"The view embeddings have shape {views.shape}, not (clips, dimensions)."
    if not len(views):
        return None
    if views.shape[1] == 0 or (dimensions and views.shape[1] != dimensions):
        return f"The view embeddings are {views.shape[1]} long; those before are {dimensions}."
    if not np.isfinite(views).all():
        return "The view embeddings hold values that are missing or infinite."
    if len(row.view_names) not in {0, len(views)}:
        return f"There are {len(views)} clips and {len(row.view_names)} names of views."
    return None


def _names(kind: str, given: Iterable[str], wanted: tuple[str, ...]) -> str | None:
    foreign = sorted(set(given) - set(wanted))
    return f"The {kind} {foreign[0]} is none of this data set's." if foreign else None


def _numbers(row: PairRow) -> str | None:
    if len(row.machine) not in {0, len(MACHINE)}:
        return f"There are {len(row.machine)} machine measurements, not {len(MACHINE)}."
    if np.isinf([row.age_years, *row.machine, *row.measures.values()]).any():
        return "An age, a measure or a machine measurement is infinite."
    return None

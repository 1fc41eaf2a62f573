"""Which patients to look at: of a cohort on disk, or of one drawn on the spot."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from train.look.subject import Subject, drawn_subject, stored_subject
from train.store.layout import CHUNK_PATIENTS


def subjects(
    patients: Sequence[int], seed: int, folder: Path | None, recipe: str
) -> Iterator[Subject]:
    """Find the patients.

    Args:
        patients: Their numbers in the cohort.
        seed: Of the cohort, where it is drawn on the spot.
        folder: The cohort on disk, or None.
        recipe: Name or path of a recipe, for how ECGs are cleaned.

    Raises:
        CallError: There is no such cohort, patient or recipe.
    """
    if folder is None:
        return _drawn(patients, seed, recipe)
    from train.store import open_cohort

    stored = open_cohort(folder)
    for patient in patients:
        stored.row(patient)  # refused before the first page is drawn
    return (stored_subject(stored, patient) for patient in patients)


def _drawn(patients: Sequence[int], seed: int, recipe: str) -> Iterator[Subject]:
    from train.cohort.cohort import Plan, draw_chunk
    from train.recipe import read_recipe

    # A smaller cohort is the beginning of a larger one, so any size gives the same patients.
    size = (max(patients) // CHUNK_PATIENTS + 1) * CHUNK_PATIENTS
    plan = Plan(patients=size, seed=seed, spec=read_recipe(recipe).signal)
    draw = lru_cache(maxsize=1)(draw_chunk)
    return (drawn_subject(plan, patient, draw) for patient in patients)

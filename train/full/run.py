"""The stages behind the default bundle, in order; each is skipped where it is finished.

::

    RUNS/view_encoder.pt, RUNS/pairs   simulated patients, and PTB-XL with findings and drawn hearts
    RUNS/rhythm.npy                    how regularly the heart beats in each ECG
    RUNS/findings-1, -2, RUNS/rhythm-1 teachers of findings: real ECGs alone
    RUNS/structure                     the big aligned encoder
    RUNS/student                       the student, taught by all of these, and its outcome
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import CallError
from train.datasets.ptbxl import layout_of
from train.datasets.ptbxl_pairs import OFFICIAL_FOLDS, WITHOUT_FOLD_10
from train.full.more_validation import with_more_validation
from train.full.parts import findings_only
from train.full.prepare import full_pairs
from train.full.rhythm import with_rhythm
from train.full.sources import SPLITS, Sources
from train.outcome import OUTCOME, write_outcome
from train.pairs import Pairs
from train.parallel import is_first
from train.recipe import Recipe, read_recipe
from train.run import train_run

log = logging.getLogger(__name__)
TEACHERS: Final = (("findings", 1), ("findings", 2), ("rhythm", 1))
"""Recipe and seed of the teachers of findings; more of them teach better, and cost time."""


@dataclass(frozen=True, slots=True)
class Work:
    """Where everything is.

    Attributes:
        out: The folder of all stages.
        ptbxl: The folder of PTB-XL.
        without_fold_10: Whether fold 9 is the test fold and 8 the validation fold.
        recipe: Of the student.
    """

    out: Path
    ptbxl: Path
    without_fold_10: bool
    recipe: Recipe

    @property
    def folds(self) -> Mapping[int, str]:
        """Fold of PTB-XL -> split."""
        return WITHOUT_FOLD_10 if self.without_fold_10 else OFFICIAL_FOLDS

    @property
    def folds_in_words(self) -> str:
        """The same for people."""
        by_split = {
            split: [fold for fold, other in self.folds.items() if other == split]
            for split in SPLITS
        }
        return "; ".join(f"{split} {', '.join(map(str, by_split[split]))}" for split in SPLITS)

    def data(self) -> Pairs:
        """Open the pairs; write them first where they are not there."""
        recipe = self.recipe
        if recipe.cohort is None or recipe.views is None:
            raise CallError(
                "The recipe simulates no patients.", "Add the sections [cohort] and [views]."
            )
        layout_of(self.ptbxl)  # before an hour is spent on what comes first
        folds = self.folds
        sources = Sources(recipe.signal, DATA_SEED, recipe.cohort, recipe.views, self.ptbxl, folds)
        return full_pairs(sources, self.out)

    def data_with_rhythm(self) -> Pairs:
        """Open the pairs with the rhythm among the measures."""
        return with_rhythm(self.data(), self.out / "rhythm.npy")


MORE_VALIDATION: Final = 16_000
"""Simulated patients for calibration, thresholds and intervals alone."""

DATA_SEED: Final = 5
"""Apart from the seeds of the runs, so that another student sees the same patients."""


def prepare(work: Work) -> None:
    """Simulate, read PTB-XL, draw hearts, measure the rhythm."""
    work.data_with_rhythm()


def teach_findings(work: Work) -> None:
    """Train the teachers of findings."""
    for recipe, seed in TEACHERS:
        data = work.data_with_rhythm() if recipe == "rhythm" else work.data()
        settings = replace(read_recipe(recipe), seed=seed, signal=work.recipe.signal)
        train_run(settings, findings_only(data), work.out / f"{recipe}-{seed}")


def teach_structure(work: Work) -> None:
    """Train the big aligned encoder."""
    recipe = replace(read_recipe("structure"), signal=work.recipe.signal)
    train_run(recipe, work.data(), work.out / "structure")


def teach_student(work: Work) -> None:
    """Train the student and write what export needs."""
    names = ("structure", *(f"{recipe}-{seed}" for recipe, seed in TEACHERS))
    teachers = tuple(str(work.out / name) for name in names)
    pairs, out = work.data_with_rhythm(), work.out / "student"
    trained = train_run(replace(work.recipe, teachers=teachers), pairs, out)
    if is_first() and not (out / OUTCOME).is_file():
        more = with_more_validation(pairs, MORE_VALIDATION, DATA_SEED)
        write_outcome(trained, more, out, {"ptbxl_folds": work.folds_in_words})


STAGES: Final[Mapping[str, Callable[[Work], None]]] = MappingProxyType(
    {
        "data": prepare,
        "findings": teach_findings,
        "structure": teach_structure,
        "student": teach_student,
    }
)
"""Name -> stage, in the order they build on each other."""

"""An encoder that never saw one statement of PTB-XL, and the bundle of it."""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.findings import STATEMENTS
from echo2ecg_edge.model.bundle import Bundle
from export.bundle import export_bundle
from train.datasets.findings import CODES
from train.full.run import Work
from train.outcome import OUTCOME, write_outcome
from train.pairs import Pairs
from train.recipe import read_recipe
from train.run import train_run

log = logging.getLogger(__name__)
EPOCHS = 7


def left_out_bundle(run: Path, full: Path, ptbxl: Path, statement: str, work: Path) -> Bundle:
    """Return the bundle; train and export where it is not there yet.

    Args:
        run: Folder of the training run.
        full: Folder of ``python -m train full``, whose pairs it is trained on.
        ptbxl: Folder of PTB-XL.
        statement: Key of the finding.
        work: Folder of the bundle.

    Raises:
        CallError: There is no such statement, or the run left out another one.
    """
    keys = masked(statement)
    if not (run / OUTCOME).is_file():
        train_left_out(run, full, ptbxl, keys)
    folder = work / f"without-{statement}"
    if not folder.is_dir():
        export_bundle(run, work / "export", folder, "0.0.1")
    bundle = Bundle.load(folder)
    if (said := bundle.manifest.provenance.get("left_out")) != " ".join(keys):
        raise CallError(f"{run} left out {said}, not {' '.join(keys)}.", "Give another --run.")
    return bundle


def masked(statement: str) -> tuple[str, ...]:
    """Return a statement and the classes that hold it, which give it away.

    Raises:
        CallError: There is no such statement.
    """
    if statement not in STATEMENTS:
        raise CallError(f"There is no statement {statement!r}.", "Say one like lafb.")
    holders = [key for key, codes in CODES.items() if CODES[statement] < codes]
    return (statement, *holders)


def train_left_out(run: Path, full: Path, ptbxl: Path, keys: tuple[str, ...]) -> None:
    """Train the student of the recipe full, without teachers, and with some labels unknown."""
    recipe = read_recipe("full")
    pairs = without(Work(full, ptbxl, True, recipe).data_with_rhythm(), keys)
    recipe = replace(recipe, teachers=(), fit=replace(recipe.fit, epochs=EPOCHS))
    log.info("training without %s", " ".join(keys))
    trained = train_run(recipe, pairs, run)
    write_outcome(trained, pairs, run, {"left_out": " ".join(keys)})


def without(pairs: Pairs, keys: tuple[str, ...]) -> Pairs:
    """Return the pairs with some labels unknown everywhere."""
    columns = [pairs.about.label_names.index(key) for key in keys]
    known, labels = np.array(pairs.known), np.array(pairs.labels)
    known[:, columns] = False
    labels[:, columns] = 0
    return replace(pairs, known=known, labels=labels)

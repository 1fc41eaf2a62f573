"""Outcome: everything that export needs of a finished student, written beside it."""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from echo2ecg_edge.model import manifest as m
from train.decide import answers_screening, undecidable
from train.ecg import Student
from train.finish.chosen import choose
from train.finish.gallery import write_gallery
from train.finish.measured import evidence
from train.finish.population import write_population
from train.finish.provenance import provenance
from train.finish.samples import write_calibration, write_validation
from train.finish.tables import write_tables
from train.pairs import Pairs
from train.trained import Trained

log = logging.getLogger(__name__)
OUTCOME = "outcome.json"


def can_be_exported(trained: Trained) -> bool:
    """Only an edge student that answers the screening labels becomes a bundle."""
    return isinstance(trained.model.ecg, Student) and answers_screening(trained.label_names)


def write_outcome(
    trained: Trained, pairs: Pairs, out: Path, more: Mapping[str, str] | None = None
) -> None:
    """Choose every limit on the validation split, measure on the test split, and write.

    ``outcome.json`` holds every number, ``tables.json`` the ROC points, ``population.npz`` scores
    and truths of patients to foretell a policy with, ``validation.npz`` the ECGs that parity is
    checked on, ``calibration.npz`` those that int8 ranges are taken from, ``reference.npz`` where
    training ECGs lie and ``gallery.npz`` simulated studies; the last two only where the model can
    use them. Where no thresholds can be chosen (see ``undecidable``) it says so in the log, and
    writes nothing.

    Args:
        trained: A finished run of an edge student.
        pairs: What it was trained on, all three splits.
        out: The run's folder.
        more: What else is to be known of where the run comes from, for the provenance.
    """
    if why := undecidable(pairs):
        log.warning("%s", why)
        return
    chosen = choose(trained, pairs)
    rows = evidence(trained, pairs, chosen)
    for row in rows:
        log.info("%s", in_words(row))
    population = {"population": write_population(chosen, out / "population.npz")}
    outcome = {
        "signal": asdict(trained.recipe.signal),
        **chosen.as_dict(),
        "evidence": [asdict(row) for row in rows],
        "provenance": {**provenance(trained, pairs), **population, **(more or {})},
    }
    (out / OUTCOME).write_text(json.dumps(outcome, indent=2, allow_nan=False) + "\n", "utf-8")
    write_tables(chosen, out / "tables.json")
    write_validation(pairs, out / "validation.npz")
    write_calibration(pairs, out / "calibration.npz")
    write_gallery(trained, pairs, out / "gallery.npz")
    if chosen.reference is not None:
        chosen.reference.save(out / "reference.npz")


def in_words(row: m.Evidence) -> str:
    """Return a row of evidence as one line."""
    interval = f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]"
    return f"{row.label}, {row.metric} ({row.data}): {interval}"

"""Outcome: everything that export needs of a finished student, written beside it."""

import json
import logging
import platform
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import numpy as np

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model import manifest as m
from train.cohort.labels import LABELS
from train.decide import label_specs, undecidable
from train.ecg import Student
from train.evaluate.trained_protocol import doubt
from train.evidence import evidence
from train.pairs import Pairs
from train.steps import count_parameters
from train.trained import RUN, Trained, load_trained

log = logging.getLogger(__name__)
CALIBRATION_ECGS = 2048
OUTCOME = "outcome.json"


def can_be_exported(trained: Trained) -> bool:
    """Only an edge student that answers the screening labels becomes a bundle."""
    return isinstance(trained.model.ecg, Student) and trained.label_names == LABELS


def load_student(folder: Path) -> Student:
    """Load the student of a run, in evaluation mode.

    Raises:
        CallError: The run holds no student that can be exported.
    """
    trained = load_trained(folder)
    student = trained.model.ecg
    if not isinstance(student, Student):
        raise CallError(
            f"{folder} holds an encoder of kind {trained.recipe.encoder.kind!r}.",
            "Only the edge student can be exported; distil this encoder into one.",
        )
    return student.eval()


def write_outcome(trained: Trained, pairs: Pairs, out: Path) -> None:
    """Choose thresholds on the validation split, measure on the test split, and write.

    ``outcome.json`` holds every number, ``validation.npz`` the ECGs that parity is checked on,
    ``calibration.npz`` the ECGs that int8 ranges are taken from. Where no thresholds can be chosen
    (see ``undecidable``) it says so in the log, and writes nothing.

    Args:
        trained: A finished run of an edge student.
        pairs: What it was trained on, all three splits.
        out: The run's folder.
    """
    if why := undecidable(pairs):
        log.warning("%s", why)
        return
    validation, test = (pairs.rows(split) for split in ("validation", "test"))
    train = pairs.rows("train")
    says = {name: trained.encode(pairs, rows) for name, rows in
            (("validation", validation), ("test", test))}  # fmt: skip
    specs = label_specs(
        says["validation"]["logits"],
        pairs.labels[validation],
        pairs.labels[train].mean(0),
        trained.recipe.decide,
        pairs.about.knowledge,
    )
    unsure = {
        name: doubt(output["log_variance"]).astype(np.float32) for name, output in says.items()
    }
    percentile = trained.recipe.decide.uncertainty_percentile
    limit = float(np.percentile(unsure["validation"], percentile))
    rows = evidence(specs, says["test"]["logits"], unsure["test"], pairs)
    for row in rows:
        interval = f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]"
        log.info("%s, %s (%s): %s", row.label, row.metric, pairs.about.knowledge, interval)
    outcome = {
        "signal": asdict(trained.recipe.signal),
        "labels": [asdict(spec) for spec in specs],
        "uncertainty": asdict(m.UncertaintyLimit(limit, percentile)),
        "evidence": [asdict(row) for row in rows],
        "provenance": _provenance(trained, pairs),
    }
    (out / OUTCOME).write_text(json.dumps(outcome, indent=2) + "\n", "utf-8")
    np.savez_compressed(
        out / "validation.npz", ecg=pairs.ecg[validation], labels=pairs.labels[validation]
    )
    np.savez_compressed(out / "calibration.npz", ecg=pairs.ecg[train[:CALIBRATION_ECGS]])


def _provenance(trained: Trained, pairs: Pairs) -> dict[str, str | float]:
    """What a stranger needs to repeat the run."""
    return {
        "source": trained.facts.source,
        "seed": trained.recipe.seed,
        "train_patients": _patients(pairs, "train"),
        "validation_patients": _patients(pairs, "validation"),
        "test_patients": _patients(pairs, "test"),
        "epochs": trained.recipe.fit.epochs,
        "parameters": count_parameters(trained.model.ecg),
        "labels": len(LABELS),
        "torch": version("torch"),
        "numpy": version("numpy"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "byte_order": sys.byteorder,
        **_built_on(trained),
    }


def _built_on(trained: Trained) -> dict[str, str]:
    """Name the other data that teachers, or the encoder it started from, were trained on."""
    recipe = trained.recipe
    folders = (*recipe.teachers, *filter(None, [recipe.fit.start_from]))
    runs = [json.loads((Path(folder) / RUN).read_text("utf-8")) for folder in folders]
    sources = dict.fromkeys(run["facts"]["source"] for run in runs)
    others = [source for source in sources if source != trained.facts.source]
    return {"built_on": ", ".join(others)} if others else {}


def _patients(pairs: Pairs, split: str) -> int:
    return len(np.unique(pairs.patient[pairs.rows(split)]))

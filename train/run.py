"""A whole run: patients -> teacher -> student -> numbers, all in one folder that export reads."""

import json
import logging
import platform
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from echo2ecg_edge.model import manifest as m
from train.cohort import LABELS, Cohort, simulate
from train.decide import evidence, label_specs
from train.ecg import Student, StudentShape
from train.echo import Studies, ViewAggregator, ViewEncoder, embed_studies, fit_view_encoder
from train.fit import fit_student, run_student
from train.recipe import Recipe
from train.steps import count_parameters

log = logging.getLogger(__name__)

SPLITS = ("train", "validation", "test")
CALIBRATION_ECGS = 2048


@dataclass(frozen=True, slots=True)
class Split:
    """One split: patients as tensors, and their studies as the frozen teacher sees them."""

    cohort: Cohort
    ecg: Tensor
    labels: Tensor
    studies: Studies


def prepare(recipe: Recipe, workers: int = 2) -> tuple[dict[str, Split], ViewEncoder]:
    """Simulate the three splits, train the teacher on the first, embed all studies.

    The splits are different patients because their random streams are different.
    """
    cohorts = {}
    for index, name in enumerate(SPLITS):
        patients = getattr(recipe.cohort, name)
        log.info("simulating %d %s patients", patients, name)
        cohorts[name] = simulate(
            patients, seed=recipe.seed * 1000 + index, spec=recipe.signal, workers=workers
        )
    teacher = recipe.teacher
    encoder = fit_view_encoder(
        cohorts["train"],
        width=teacher.width,
        dimensions=teacher.dimensions,
        epochs=teacher.epochs,
        seed=recipe.seed,
    )
    splits = {
        name: Split(
            cohort,
            torch.from_numpy(cohort.ecg),
            torch.from_numpy(cohort.labels),
            embed_studies(encoder, cohort),
        )
        for name, cohort in cohorts.items()
    }
    return splits, encoder


def new_pair(recipe: Recipe, seed: int) -> tuple[Student, ViewAggregator]:
    """Make an untrained student and aggregator that share a space."""
    torch.manual_seed(seed)
    aggregator = ViewAggregator(
        recipe.teacher.dimensions, recipe.teacher.hidden, recipe.student.embedding
    )
    return Student(recipe.student), aggregator


def run(recipe: Recipe, out: Path) -> None:
    """Train by a recipe and write everything that export needs into ``out``.

    ``student.pt`` holds the weights, ``outcome.json`` every number, ``validation.npz`` the ECGs
    that parity is checked on, ``calibration.npz`` the ECGs that int8 ranges are taken from.
    """
    out.mkdir(parents=True, exist_ok=True)
    splits, _ = prepare(recipe)
    student, aggregator = new_pair(recipe, recipe.seed)
    log.info("student: %d parameters", count_parameters(student))
    train = splits["train"]
    fit_student(
        student, aggregator, train.ecg, train.studies, train.labels, recipe.fit, recipe.seed
    )
    says = {name: run_student(student, splits[name].ecg) for name in SPLITS[1:]}
    _save(out, recipe, student, splits, says)


def load_student(folder: Path) -> Student:
    """Load the trained student of a run, in evaluation mode."""
    saved = torch.load(folder / "student.pt", weights_only=True)
    shape = {key: tuple(v) if isinstance(v, list) else v for key, v in saved["shape"].items()}
    student = Student(StudentShape(**shape))
    student.load_state_dict(saved["state"])
    return student.eval()


def _save(
    out: Path,
    recipe: Recipe,
    student: Student,
    splits: dict[str, Split],
    says: dict[str, dict[str, Tensor]],
) -> None:
    torch.save({"shape": asdict(student.shape), "state": student.state_dict()}, out / "student.pt")
    validation, test = says["validation"], says["test"]
    specs = label_specs(
        validation["logits"].numpy(),
        splits["validation"].cohort.labels,
        splits["train"].cohort.labels.mean(0),
        recipe.decide,
    )
    doubt = {name: output["log_variance"].mean(1).numpy() for name, output in says.items()}
    percentile = recipe.decide.uncertainty_percentile
    limit = float(np.percentile(doubt["validation"], percentile))
    truth = splits["test"].cohort.labels
    rows = evidence(specs, test["logits"].numpy(), doubt["test"], truth)
    for row in rows:
        interval = f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]"
        log.info("%s, %s (simulated): %s", row.label, row.metric, interval)
    outcome = {
        "signal": asdict(recipe.signal),
        "labels": [asdict(spec) for spec in specs],
        "uncertainty": asdict(m.UncertaintyLimit(limit, percentile)),
        "evidence": [asdict(row) for row in rows],
        "provenance": _provenance(recipe, student),
    }
    (out / "outcome.json").write_text(json.dumps(outcome, indent=2) + "\n", "utf-8")
    np.savez_compressed(
        out / "validation.npz",
        ecg=splits["validation"].cohort.ecg,
        labels=splits["validation"].cohort.labels,
    )
    np.savez_compressed(out / "calibration.npz", ecg=splits["train"].cohort.ecg[:CALIBRATION_ECGS])


def _provenance(recipe: Recipe, student: Student) -> dict[str, str | float]:
    """What a stranger needs to repeat the run."""
    return {
        "seed": recipe.seed,
        "train_patients": recipe.cohort.train,
        "validation_patients": recipe.cohort.validation,
        "test_patients": recipe.cohort.test,
        "epochs": recipe.fit.epochs,
        "parameters": count_parameters(student),
        "labels": len(LABELS),
        "torch": version("torch"),
        "numpy": version("numpy"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "byte_order": sys.byteorder,
    }

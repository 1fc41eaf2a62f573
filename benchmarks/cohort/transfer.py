"""Does the simulation teach anything true? Frozen students, judged on real ECGs.

A logistic regression reads PTB-XL's super-classes out of features of students that never saw a real
label. Its macro AUROC on fold 9 stands beside a random student's and full supervision.
"""

import logging
import warnings
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from benchmarks.cohort.bootstrap import interval
from benchmarks.cohort.classical import logistic, score, standardised
from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.encoder import (
    fitted_encoder,
    fitted_student,
    labels_and_measures,
    random_student,
)
from benchmarks.cohort.measured import NAN, Measured
from benchmarks.cohort.network import run_network
from benchmarks.cohort.real_ecgs import model_inputs
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import simulated
from train.datasets.ptbxl import read_ptbxl
from train.datasets.superclass import SUPERCLASSES, superclasses
from train.ecg import Student
from train.ecg.run import run_encoder
from train.evaluate import area_under_roc

log = logging.getLogger(__name__)
PART = "transfer"
Floats = NDArray[np.float32]
EPOCHS = 10
TRAINING_FOLDS, TEST_FOLD = range(1, 9), 9
FROZEN = "frozen, logistic probe"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Real ECGs as model input, with 0/1 super-classes, shape (n, 5)."""

    ecg: torch.Tensor
    truth: Floats


def measure(bench: Bench) -> list[Measured]:
    """Compare four ways of getting an encoder."""
    train, test = labelled(bench, TRAINING_FOLDS), labelled(bench, [TEST_FOLD])
    epochs, seed = bench.epochs_or(EPOCHS), bench.seed
    drawn = simulated(bench, "train")
    real = len(train.truth)
    ways = {
        f"random student, {FROZEN}": (random_student(seed), 0),
        f"trained on simulated patients only, {FROZEN}": (
            taught(drawn, epochs, seed, "simulated"), len(drawn),
        ),
    }  # fmt: skip
    anchored = simulated(bench, "train", anchored=True)
    ways[f"trained on anchored patients only, {FROZEN}"] = (
        taught(anchored, epochs, seed, "anchored"), len(anchored),
    )  # fmt: skip
    rows = [
        _row(name, probed(student, train, test), test.truth, f"{patients} patients; probe: {real}")
        for name, (student, patients) in ways.items()
    ]
    target = torch.from_numpy(train.truth)
    network = fitted_encoder(train.ecg, target, epochs, seed, "supervised on real ECGs")
    says = run_network(network, test.ecg, torch.empty(len(test.ecg), 0))
    note = f"{real} real ECGs, {epochs} epochs, same student"
    return [*rows, _row("full supervision on real ECGs, end to end", says, test.truth, note)]


def labelled(bench: Bench, folds: range | list[int]) -> Labelled:
    """Read and clean folds of PTB-XL; ECGs without a super-class are left out, as in its papers."""
    ecgs = read_ptbxl(bench.real_ecgs(), folds)
    truth = superclasses(ecgs.statements)
    some = truth.any(axis=1)
    ecg = torch.from_numpy(model_inputs(ecgs.ecg_mv[some], bench.spec))
    return Labelled(ecg, truth[some].astype(np.float32))


def taught(ecgs: Ecgs, epochs: int, seed: int, name: str) -> Student:
    """Train a student on labels and echo measures of a cohort."""
    measures, _ = standardised(ecgs.measures, ecgs.measures)
    target = torch.from_numpy(np.concatenate([ecgs.labels, measures], axis=1))
    ecg = torch.from_numpy(ecgs.ecg)
    return fitted_student(ecg, target, epochs, seed, name, labels_and_measures)


def probed(student: Student, train: Labelled, test: Labelled) -> Floats:
    """Return the test ECGs' log odds of each super-class from frozen features."""
    log.info("probing %d real ECGs", len(train.truth))
    features = [run_encoder(student, part.ecg)["features"].numpy() for part in (train, test)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        columns = [score(logistic(), features[0], truth, features[1]) for truth in train.truth.T]
    return np.column_stack(columns)


def macro_auroc(truth: NDArray[np.bool_], says: Floats) -> float:
    """Return the mean AUROC over the columns."""
    columns = zip(truth.T, says.T, strict=True)
    return float(np.mean([area_under_roc(one, score) for one, score in columns]))


def _row(name: str, says: Floats, truth: Floats, note: str) -> Measured:
    ill = truth > 0
    figures = interval(lambda rows: macro_auroc(ill[rows], says[rows]), len(ill))
    each = ", ".join(
        f"{key} {area_under_roc(ill[:, column], says[:, column]):.3f}"
        for column, key in enumerate(SUPERCLASSES)
    )
    return Measured(PART, f"macro AUROC, fold 9: {name}", *figures, NAN, None, f"{note}; {each}")

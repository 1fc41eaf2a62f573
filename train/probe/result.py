"""One label from its ECGs to a head, thresholds and figures."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model import manifest as m
from train.evaluate import Interval, at_sensitivity
from train.finish.roc import Points, roc_points
from train.finish.thresholds import inside, operating_points
from train.probe.figures import auroc_within, brier_of, found_at, is_better_than_chance
from train.probe.folds import patients_with
from train.probe.judged import Judged, judge
from train.probe.known import Known
from train.probe.learn import Learned, learn

WIDE: Final = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What was learned of one label.

    Attributes:
        spec: For the manifest.
        head: Fitted to all ECGs.
        roc: Points out of fold.
        auroc: Out of fold, as are the others.
        brier: Brier score of the calibrated probabilities.
        sensitivity: At ``spec.refer_at``.
        specificity: The same.
        patients: How many, and how many with the label.
    """

    spec: m.LabelSpec
    head: Learned
    roc: Points
    auroc: Interval
    brier: Interval
    sensitivity: Interval
    specificity: Interval
    patients: tuple[int, int]


def learn_label(key: str, title: str, known: Known, sensitivity: float, seed: int) -> Result:
    """Judge out of fold, choose thresholds there, and fit the head to all ECGs.

    Args:
        key: Of the label.
        title: In plain words.
        known: Enough ECGs; see ``too_few``.
        sensitivity: To refer at.
        seed: Divides the patients.
    """
    judged = judge(known.embedding, known.truth, known.patient, seed)
    head = learn(known.embedding, known.truth, known.patient, np.random.default_rng(seed))
    positive, probability = _pooled(judged)
    refer_at = inside(at_sensitivity(positive, probability, sensitivity))
    spec = m.LabelSpec(
        key=key,
        title=title,
        knowledge=Knowledge.REAL,
        prevalence=float(known.truth.mean()),
        calibration=m.Calibration(head.calibration.slope, head.calibration.intercept),
        refer_at=refer_at,
        operating_points=operating_points(positive, probability),
    )
    found, spared = found_at(judged, refer_at)
    has = patients_with(known.truth, known.patient)
    return Result(
        spec=spec,
        head=head,
        roc=roc_points(positive, probability),
        auroc=auroc_within(judged),
        brier=brier_of(judged),
        sensitivity=found,
        specificity=spared,
        patients=(len(has), int(has.sum())),
    )


def warnings_of(result: Result) -> list[str]:
    """Say what a reader of the figures must know."""
    key, auroc = result.spec.key, result.auroc
    said = []
    if auroc.high - auroc.low > WIDE:
        said.append(
            f"{key}: the AUROC may lie anywhere from {auroc.low:.2f} to {auroc.high:.2f}; more "
            "labelled ECGs, above all of the rarer kind, make it surer."
        )
    if not is_better_than_chance(auroc):
        said.append(
            f"{key}: this may be no better than chance. Do not use it before it was tested on "
            "other patients."
        )
    return said


def named(spec: m.LabelSpec) -> str:
    """Return a label's title and key; once where they are the same."""
    return spec.key if spec.title == spec.key else f"{spec.key} ({spec.title})"


def auroc_of(result: Result) -> str:
    """Return a label's key and its AUROC with the interval."""
    auroc = result.auroc
    return f"{result.spec.key}: AUROC {auroc.value:.2f} ({auroc.low:.2f} to {auroc.high:.2f})"


def _pooled(judged: Judged) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return truth and calibrated probability of every ECG in every repeat."""
    truth = np.tile(judged.truth, len(judged.log_odds))
    return truth.astype(np.float32), np.asarray(expit(judged.log_odds.ravel()))

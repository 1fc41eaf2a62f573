"""Is the uncertainty worth heeding? Halves of the test patients, and ECGs made worse."""

from pathlib import Path

import numpy as np

from benchmarks.comparison.job import SAYS
from benchmarks.comparison.ways import (
    ALL_LOSSES,
    ALL_PUBLISHED,
    ALL_VIEWS,
    DISTILLED,
    LABELLED,
    PCME,
    ROBUST,
    TEACHER,
    folder_of,
)
from benchmarks.tables import Row
from train.batch import person_inputs
from train.evaluate.discrimination import balanced_accuracy_figure, roc_figure
from train.evaluate.figures import difference, macro, on
from train.evaluate.intervals import RESAMPLES, Interval, Resampling
from train.evaluate.probe import logistic_probe
from train.evaluate.stress import under_lead_loss, under_noise
from train.evaluate.trained_protocol import doubt
from train.evaluate.uncertainty import validation_threshold
from train.pairs import Pairs
from train.trained import load_trained

LABEL = "lvef_lte_45"
WAYS = (LABELLED, ROBUST, ALL_PUBLISHED, ALL_LOSSES, PCME, TEACHER, DISTILLED)
STRAINED = 1000
"""Test patients whose ECGs are made worse."""


def halves_rows(pairs: Pairs, work: Path, seeds: int, resamples: int = RESAMPLES) -> list[Row]:
    """Compare the more with the less certain half for LVEF <= 45 %, mean over seeds."""
    test = pairs.rows("test")
    resampling = Resampling.of(pairs.patient[test], resamples)
    return [_halves(pairs, work, way, seeds, resampling) for way in WAYS]


def _halves(pairs: Pairs, work: Path, way: str, seeds: int, resampling: Resampling) -> Row:
    column = pairs.about.label_names.index(LABEL)
    truth = {name: pairs.labels[pairs.rows(name), column] > 0 for name in
             ("train", "validation", "test")}  # fmt: skip
    sure, unsure, ranked, not_ranked = [], [], [], []
    for seed in range(seeds):
        with np.load(folder_of(work, way, seed) / SAYS) as says:
            checked, score = logistic_probe(
                says["train_features"], truth["train"], says["validation_features"],
                truth["validation"], (says["validation_features"], says["test_features"]),
            )  # fmt: skip
            unsureness = doubt(says["test_log_variance"])
        called = score >= validation_threshold(truth["validation"], checked)
        certain = unsureness <= np.median(unsureness)
        for half, accuracy, auroc in ((certain, sure, ranked), (~certain, unsure, not_ranked)):
            accuracy.append(on(half, balanced_accuracy_figure(truth["test"][half], called[half])))
            auroc.append(on(half, roc_figure(truth["test"][half], score[half])))
    rows: Row = {
        "way": way,
        "balanced accuracy, more certain half": _text(resampling.interval(macro(sure))),
        "less certain half": _text(resampling.interval(macro(unsure))),
        "difference": _text(resampling.interval(difference(macro(sure), macro(unsure)))),
        "AUROC, difference": _text(
            resampling.interval(difference(macro(ranked), macro(not_ranked)))
        ),
    }
    return rows


def strain_rows(pairs: Pairs, work: Path, seeds: int) -> list[Row]:
    """Make ECGs worse: mean log-variance at each level of noise and of lead loss."""
    rows = pairs.rows("test")[:STRAINED]
    ecg = np.asarray(pairs.ecg[rows], np.float32)
    person = person_inputs(pairs.age_years[rows], pairs.female[rows]).numpy()
    table: list[Row] = []
    for way in (ALL_VIEWS, *WAYS):
        levels: dict[str, list[float]] = {}
        for seed in range(seeds):
            trained = load_trained(folder_of(work, way, seed))
            strained = {
                "noise": under_noise(trained, ecg, pairs.leads[rows], person),
                "leads lost": under_lead_loss(trained, ecg, pairs.leads[rows], person),
            }
            for kind, steps in strained.items():
                for step in steps:
                    name = f"{kind} {step.level:g}" + (" mV" if kind == "noise" else "")
                    levels.setdefault(name, []).append(float(step.doubt.mean()))
        cells = {name: f"{np.mean(values):.2f}" for name, values in levels.items()}
        table.append({"way, mean log-variance": way, **cells})
    return table


def _text(interval: Interval) -> str:
    return f"{interval.value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"

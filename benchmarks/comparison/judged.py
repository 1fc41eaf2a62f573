"""Judged: what a run makes of the test patients, figure by figure, for paired comparison."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.comparison.job import SAYS, SPLITS
from train.evaluate.knn import knn_scores
from train.evaluate.probe import logistic_probe, ridge_probe
from train.evaluate.relevance import Relevance
from train.evaluate.retrieval import retrieve
from train.pairs import Pairs

LVEF = "lvef"
PAIR = "pair"
JUDGED = "judged.npz"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judged:
    """One run on the test patients.

    Attributes:
        scores: Log odds of each label, shape (n, labels).
        near: Share of positives among the five nearest neighbours, shape (n, labels).
        lvef: Predicted LVEF in per cent, shape (n,).
        precision: Average precision of LVEF retrieval per query, shape (n,); empty without echo.
        rank: Rank of the own study, from 1, shape (n,); empty without echo.
    """

    scores: Floats
    near: Floats
    lvef: Floats
    precision: Floats
    rank: Floats


def judge_run(
    folder: Path, pairs: Pairs, *, label_heads: bool, measure_heads: bool, with_echo: bool
) -> Judged:
    """Judge a finished run, or read what was judged before.

    Args:
        folder: The run, with ``says.npz``.
        pairs: What it was trained on.
        label_heads: Whether its own heads answer for labels, because it was trained on them;
            otherwise a logistic probe on frozen features, C by validation.
        measure_heads: The same for LVEF; otherwise a ridge probe.
        with_echo: Whether its study vectors mean anything.
    """
    kept = folder / JUDGED
    if not kept.is_file():
        with np.load(folder / SAYS) as says:
            judged = _judge(dict(says), pairs, label_heads, measure_heads, with_echo)
        np.savez(kept, **{name: getattr(judged, name) for name in Judged.__slots__})
    with np.load(kept) as stored:
        return Judged(**stored)


def _judge(
    says: dict[str, Floats],
    pairs: Pairs,
    label_heads: bool,
    measure_heads: bool,
    with_echo: bool,
) -> Judged:
    features = [says[f"{split}_features"] for split in SPLITS]
    labels = [pairs.labels[pairs.rows(split)] > 0 for split in SPLITS]
    lvef = [measure(pairs, split) for split in SPLITS]
    scores = says["test_logits"] if label_heads else probed(features, labels)
    guess = ridge_probe(features[0], lvef[0], features[1], lvef[1], features[2])
    if measure_heads:
        guess = says["test_measures"][:, pairs.about.measure_names.index(LVEF)]
    nothing = np.empty(0, np.float32)
    found = {}
    if with_echo:
        relevances = {LVEF: Relevance.of_measure(lvef[2]), PAIR: Relevance()}
        found = retrieve(says["test_embedding"], says["test_studies"], relevances)
    return Judged(
        scores=scores,
        near=knn_scores(features[0], labels[0], features[2]),
        lvef=guess,
        precision=found[LVEF].average_precision.astype(np.float32) if found else nothing,
        rank=found[PAIR].first.astype(np.float32) if found else nothing,
    )


def probed(features: list[Floats], labels: list[NDArray[np.bool_]]) -> Floats:
    """Return the log odds of the test rows for each label, from features of the three splits."""
    (train, validation, test), (truth, check, _) = features, labels
    return np.column_stack(
        [
            logistic_probe(train, truth[:, k], validation, check[:, k], (test,))[0]
            for k in range(truth.shape[1])
        ]
    )


def measure(pairs: Pairs, split: str) -> Floats:
    """Return the LVEF of a split."""
    column = pairs.about.measure_names.index(LVEF)
    return np.asarray(pairs.measures[pairs.rows(split), column])

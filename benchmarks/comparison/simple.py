"""Rungs without a network: seven numbers, and classical features with boosting."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.classical import boosted, boosting
from benchmarks.comparison.job import SPLITS
from benchmarks.comparison.judged import Judged, measure, probed
from train.evaluate.ecg_features import ecg_features
from train.evaluate.knn import knn_scores
from train.evaluate.probe import Scaler, ridge_probe
from train.pairs import Pairs

SEVEN, CLASSICAL = "seven numbers", "classical features"
FEATURES = "classical.npz"
NOTHING = np.empty(0, np.float32)
Floats = NDArray[np.float32]


def seven_numbers(pairs: Pairs) -> Judged:
    """Sex, age and the ECG machine's five numbers; logistic regression and ridge."""
    features = [_seven(pairs, pairs.rows(split)) for split in SPLITS]
    labels = [pairs.labels[pairs.rows(split)] > 0 for split in SPLITS]
    lvef = [measure(pairs, split) for split in SPLITS]
    scale = Scaler.of(features[0])
    near = knn_scores(scale(features[0]), labels[0], scale(features[2]))
    guess = ridge_probe(features[0], lvef[0], features[1], lvef[1], features[2])
    return Judged(probed(features, labels), near, guess, NOTHING, NOTHING)


def classical_features(pairs: Pairs, work: Path, workers: int) -> Judged:
    """194 features of a reader with age and sex; boosting for labels and for LVEF."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    train, _, test = (_classical(pairs, split, work, workers) for split in SPLITS)
    truth = pairs.labels[pairs.rows("train")]
    same = boosting().get_params()
    shared = ("max_iter", "learning_rate", "max_leaf_nodes", "l2_regularization", "early_stopping")
    regression = HistGradientBoostingRegressor(
        random_state=0, **{name: same[name] for name in shared}
    ).fit(train, measure(pairs, "train"))
    scale = Scaler.of(np.nan_to_num(train))
    near = knn_scores(scale(np.nan_to_num(train)), truth > 0, scale(np.nan_to_num(test)))
    guess = regression.predict(test).astype(np.float32)
    return Judged(boosted(train, truth, test), near, guess, NOTHING, NOTHING)


def _seven(pairs: Pairs, rows: NDArray[np.int64]) -> Floats:
    """EchoNext's tabular inputs; what is missing is 0, as there."""
    machine = np.nan_to_num(pairs.machine[rows], nan=0.0)
    columns = [pairs.female[rows], machine, pairs.age_years[rows]]
    return np.nan_to_num(np.column_stack(columns)).astype(np.float32)


def _classical(pairs: Pairs, split: str, work: Path, workers: int) -> Floats:
    kept = work / f"{split}-{FEATURES}"
    rows = pairs.rows(split)
    if not kept.is_file():
        ecg = np.asarray(pairs.ecg[rows], np.float32)
        features, _ = ecg_features(ecg, pairs.about.spec.rate_hz, workers)
        np.savez(kept, features=features)
    with np.load(kept) as stored:
        features = stored["features"]
    person = (pairs.age_years[rows], pairs.female[rows])
    return np.column_stack([features, *person]).astype(np.float32)

"""Agreement with people on phone ECGs: ten times five folds, everything chosen inside them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.card import choose, folds, learn, probability
from benchmarks.quality.graded import Graded
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge.quality.assess import REDO_SCORE

SEEDS: Final = 10
AT_SPECIFICITY: Final = 0.95


def judged_rows(graded: Graded, seeds: int = SEEDS) -> list[Row]:
    """Return a row for each way to decide."""
    runs = [_cross_validated(graded, seed) for seed in range(seeds)]
    scores = [scores for scores, _ in runs]
    ways = {
        "card, limit chosen within": [called for _, called in runs],
        f"card, limit {REDO_SCORE:g}, as the screener": [one >= REDO_SCORE for one in scores],
        "card and no unusable lead, as the screener": [
            (one >= REDO_SCORE) & ~graded.is_redo for one in scores
        ],
        "no unusable lead, without the card": [~graded.is_redo],
    }
    rows = [_row(way, called, graded.is_good) for way, called in ways.items()]
    return [*rows, _kept_row(scores, graded.is_good)]


def _cross_validated(graded: Graded, seed: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Probability of each ECG by a card that never saw it, and whether it was called good."""
    scores, called = np.zeros(len(graded.is_good)), np.zeros(len(graded.is_good), np.bool_)
    for train, test in folds(graded.is_good, seed):
        choice = choose(graded.figures[train], graded.is_good[train], seed + 100)
        card = learn(graded.figures[train], graded.is_good[train], choice.rules)
        scores[test] = probability(card, graded.figures[test])
        called[test] = scores[test] >= choice.limit
    return scores, called


def _row(way: str, runs: list[NDArray[np.bool_]], is_good: NDArray[np.bool_]) -> Row:
    right = np.array([(called == is_good).mean() for called in runs])
    bad = np.array([(~called[~is_good]).mean() for called in runs])
    good = np.array([called[is_good].mean() for called in runs])
    middle = runs[int(np.argsort(right)[len(runs) // 2])]
    return {
        "decided by": way,
        "accuracy, %": f"{100 * right.mean():.1f}",
        "95 % interval (one run)": share_text(middle == is_good).partition(" ")[2],
        "least and most of the runs, %": f"{100 * right.min():.1f} to {100 * right.max():.1f}",
        "unacceptable found, %": f"{100 * bad.mean():.1f}",
        "acceptable kept, %": f"{100 * good.mean():.1f}",
    }


def _kept_row(scores: list[NDArray[np.float64]], is_good: NDArray[np.bool_]) -> Row:
    """The row at 95 % specificity, by each run's own limit."""
    limits = [np.quantile(one[is_good], 1 - AT_SPECIFICITY) for one in scores]
    called = [one >= limit for one, limit in zip(scores, limits, strict=True)]
    return _row(f"card, limit set for {AT_SPECIFICITY:.0%} acceptable kept", called, is_good)

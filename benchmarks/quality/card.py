"""Learn the scorecard: boosted rules of one figure and one limit each, several times averaged."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold

from echo2ecg_edge.quality.score import NAMES, Scorecard

FOLDS: Final = 5
REPEATS: Final = 5
"""Cards that are averaged, each boosted on other random halves; ..."""
REPEATS_TO_CHOOSE: Final = 2
"""... fewer are enough to choose by."""
RATE: Final = 0.05
LEAST_IN_LEAF: Final = 5
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen by cross-validation within the training ECGs.

    Attributes:
        rules: Boosting steps.
        limit: Probability from which an ECG is called acceptable.
    """

    rules: int
    limit: float


CHOICES: Final = tuple(Choice(rules, limit) for rules in (50, 100) for limit in (0.5, 0.55, 0.6))


def learn(
    figures: NDArray[np.float64],
    is_good: NDArray[np.bool_],
    rules: int,
    repeats: int = REPEATS,
) -> Scorecard:
    """Learn a card.

    Args:
        figures: Shape (n, figures).
        is_good: Shape (n,).
        rules: Boosting steps of each repeat.
        repeats: Cards that are averaged.
    """
    models = [_boosted(figures, is_good, rules, seed) for seed in range(repeats)]
    share = float(is_good.mean())
    start, points = float(np.log(share / (1 - share))), dict[tuple[int, float], float]()
    for low, figure, limit, rise in (rule for model in models for rule in _rules(model)):
        start += low / repeats
        points[figure, limit] = points.get((figure, limit), 0.0) + rise / repeats
    steps = sorted(points)
    return Scorecard(
        start,
        np.array([figure for figure, _ in steps], np.intp),
        np.array([limit for _, limit in steps]),
        np.array([points[step] for step in steps]),
    )


def _boosted(
    figures: NDArray[np.float64], is_good: NDArray[np.bool_], rules: int, seed: int
) -> GradientBoostingClassifier:
    model = GradientBoostingClassifier(
        max_depth=1, n_estimators=rules, learning_rate=RATE, subsample=0.5, max_features=0.4,
        min_samples_leaf=LEAST_IN_LEAF, random_state=seed,
    )  # fmt: skip
    return model.fit(figures, is_good)


def _rules(model: GradientBoostingClassifier) -> Iterator[tuple[float, int, float, float]]:
    """Yield points below the limit, figure, limit, and what is added above it."""
    for stump in model.estimators_[:, 0]:
        tree = stump.tree_
        values = RATE * tree.value[:, 0, 0]
        if tree.node_count == 1:
            yield float(values[0]), 0, 0.0, 0.0
        else:
            low, high = float(values[1]), float(values[2])
            yield low, int(tree.feature[0]), float(tree.threshold[0]), high - low


def probability(card: Scorecard, figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of being acceptable, shape (n,)."""
    return np.asarray(1 / (1 + np.exp(-card.log_odds(figures))))


def folds(is_good: NDArray[np.bool_], seed: int) -> Iterator[Sequence[NDArray[np.intp]]]:
    """Yield training and test rows of each fold."""
    return StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(is_good, is_good)


def choose(figures: NDArray[np.float64], is_good: NDArray[np.bool_], seed: int) -> Choice:
    """Choose by cross-validation; of equals, the one nearest to the middle of the list.

    Args:
        figures: Shape (n, figures).
        is_good: Shape (n,).
        seed: Of the folds.
    """
    right = np.zeros(len(CHOICES))
    for train, test in folds(is_good, seed):
        for rules in {one.rules for one in CHOICES}:
            found = probability(
                learn(figures[train], is_good[train], rules, REPEATS_TO_CHOOSE), figures[test]
            )
            for place, one in enumerate(CHOICES):
                if one.rules == rules:
                    right[place] += ((found >= one.limit) == is_good[test]).sum()
    best = np.flatnonzero(right == right.max())
    return CHOICES[best[np.abs(best - len(CHOICES) // 2).argmin()]]


def card_text(card: Scorecard) -> str:
    """Write a card as JSON, one step a line."""
    steps = [
        [NAMES[figure], round(float(limit), DIGITS), round(float(points), DIGITS)]
        for figure, limit, points in zip(card.figure, card.limit, card.points, strict=True)
    ]
    lines = ",\n".join(f"    {json.dumps(step)}" for step in steps)
    return f'{{\n  "start": {round(card.start, DIGITS)},\n  "steps": [\n{lines}\n  ]\n}}\n'

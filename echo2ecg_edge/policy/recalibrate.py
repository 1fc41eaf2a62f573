"""Recalibrate: what returned echo results teach about each label, or why they teach nothing yet."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.policy.learned import Fit, Learned, Refusal
from echo2ecg_edge.policy.logistic import fit, log_odds, unseen
from echo2ecg_edge.policy.matched import Matched
from echo2ecg_edge.policy.plan import LabelRule
from echo2ecg_edge.policy.recalibration import Line
from echo2ecg_edge.policy.scored import Scored

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST: Final = 50
"""Returned results that a label needs (``python -m benchmarks triage`` shows why) ..."""
FEWEST_OF_A_KIND: Final = 10
"""... and how many of them must have it, and how many must not."""


def recalibrate(
    scored: Scored, matched: Matched, rules: Mapping[str, LabelRule]
) -> tuple[Learned, ...]:
    """Learn every label that any result answers.

    A result that comes back because a high score asked for the echo does no harm: what is learned
    is how often a score is right, not how common scores are.

    Args:
        scored: This site's screenings.
        matched: What came back of them.
        rules: How the labels are read today.
    """
    row = {name: at for at, name in enumerate(scored.ids)}
    learned = []
    for key in scored.keys:
        known = [(row[name], one[key]) for name, one in matched.outcomes.items() if key in one]
        if known:
            rows, has_it = np.array([at for at, _ in known]), np.array([one for _, one in known])
            learned.append(learn(key, scored.of(key)[rows], has_it, rules[key]))
    return tuple(learned)


def learn(key: str, as_trained: Floats, has_it: Flags, rule: LabelRule) -> Learned:
    """Learn one label.

    Args:
        key: Of the label.
        as_trained: Its probability as the model says it, shape (n,).
        has_it: What the echo showed, shape (n,).
        rule: How it is read today.
    """
    today = np.array([rule.at_site(float(one)) for one in as_trained])
    positives, below = int(has_it.sum()), int((today < rule.refer_at).sum())
    counted = (key, len(has_it), positives, below)
    if short := _too_few(len(has_it), positives):
        return Learned(*counted, refusal=short[0], missing=short[1])
    odds = log_odds(as_trained)
    before = _fit(today, has_it)
    if odds[has_it].mean() <= odds[~has_it].mean():
        return Learned(*counted, before, refusal=Refusal.WRONG_WAY)
    after = _fit(unseen(odds, has_it), has_it)
    if after.brier >= before.brier:
        return Learned(*counted, before, after, refusal=Refusal.NO_GAIN)
    slope, shift = fit(odds, has_it)
    return Learned(*counted, before, after, Line(slope, shift, len(has_it), positives))


def lines(learned: Iterable[Learned]) -> dict[str, Line]:
    """Return what would be saved, by label; empty where everything is refused."""
    return {one.key: one.line for one in learned if one.line is not None}


def _too_few(results: int, positives: int) -> tuple[Refusal, int] | None:
    """Return what there is too little of, and how much is missing."""
    needs = (
        (Refusal.TOO_FEW, FEWEST - results),
        (Refusal.TOO_FEW_WITH, FEWEST_OF_A_KIND - positives),
        (Refusal.TOO_FEW_WITHOUT, FEWEST_OF_A_KIND - (results - positives)),
    )
    return next(((refusal, missing) for refusal, missing in needs if missing > 0), None)


def _fit(probability: Floats, has_it: Flags) -> Fit:
    return Fit(float(((probability - has_it) ** 2).mean()), float(probability.mean()))

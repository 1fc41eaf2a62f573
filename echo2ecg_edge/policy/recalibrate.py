"""Recalibrate: what returned echo results teach about each label, or why they teach nothing yet."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.odds import Floats, all_log_odds
from echo2ecg_edge.policy.learned import Fit, Learned, Refusal
from echo2ecg_edge.policy.logistic import fit, unseen
from echo2ecg_edge.policy.matched import Matched
from echo2ecg_edge.policy.recalibration import Line
from echo2ecg_edge.policy.rule import LabelRule
from echo2ecg_edge.policy.scored import Scored

Flags = NDArray[np.bool_]

FEWEST: Final = 50
"""Returned results that a label needs (``python -m benchmarks triage`` shows why) ..."""
FEWEST_OF_A_KIND: Final = 10
"""... and how many of them must have it, and how many must not."""
CLEARLY: Final = 2.0
"""Standard errors between the mean scores of those who have it and those who have not."""


def recalibrate(
    scored: Scored, matched: Matched, rules: Mapping[str, LabelRule]
) -> tuple[Learned, ...]:
    """Learn every label that any result answers.

    What is learned of a label is how often its score is right, not how common scores are: results
    that came back because this very score was high teach the same line. Where other labels asked
    for the echo, people have it more often than others of the same score, and risks come out some
    per cent too high.

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
    odds = all_log_odds(as_trained)
    before = _fit(today, has_it)
    if not _tells(odds, has_it):
        return Learned(*counted, before, refusal=Refusal.WRONG_WAY)
    corrected = unseen(odds, has_it)
    after = _fit(corrected, has_it)
    if not _is_gain((today - has_it) ** 2 - (corrected - has_it) ** 2):
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


def _tells(odds: Floats, has_it: Flags) -> bool:
    """Whether those who have it score clearly higher: coin flips would still seem to teach."""
    kinds = (odds[has_it], odds[~has_it])
    error = np.sqrt(sum(kind.var(ddof=1) / len(kind) for kind in kinds))
    return bool(kinds[0].mean() - kinds[1].mean() > CLEARLY * error)


def _is_gain(gains: Floats) -> bool:
    """Whether results fit better by more than a standard error: noise alone often gains a bit."""
    return bool(gains.mean() > gains.std(ddof=1) / np.sqrt(len(gains)))


def _fit(probability: Floats, has_it: Flags) -> Fit:
    return Fit(float(((probability - has_it) ** 2).mean()), float(probability.mean()))

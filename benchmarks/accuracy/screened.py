"""Screenings of whole recordings, as arrays: what was refused, doubted, referred."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.judge import share
from benchmarks.tables import Row
from echo2ecg_edge import Recording, Screener, Screening
from echo2ecg_edge.verdict import Verdict

REFUSED, ODD, UNSURE, PASSED = "refused", "flagged as odd", "flagged as uncertain", "unnoticed"
"""What became of a recording: stopped before the model, else unlike training, else too uncertain,
else none of these."""
OUTCOMES: Final = (REFUSED, ODD, UNSURE, PASSED)


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """Some recordings, screened.

    Attributes:
        verdict: Shape (n,).
        outcome: One of ``OUTCOMES``, shape (n,).
        keys: Structural labels, then findings.
        labels: How many of the keys are structural.
        probability: Shape (n, keys), NaN where the recording was refused.
        is_stated: Whether a finding is stated, or a label above its threshold; shape (n, keys).
    """

    verdict: NDArray[np.str_]
    outcome: NDArray[np.str_]
    keys: tuple[str, ...]
    labels: int
    probability: NDArray[np.float64]
    is_stated: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.verdict)

    def of(self, key: str) -> NDArray[np.float64]:
        """Return the probability of one key, shape (n,)."""
        return self.probability[:, self.keys.index(key)]

    @property
    def is_scored(self) -> NDArray[np.bool_]:
        """Whether the model saw the recording, shape (n,)."""
        return self.outcome != REFUSED


def screen(screener: Screener, recordings: Iterable[Recording]) -> Screened:
    """Take recordings through the whole house."""
    manifest = screener.manifest
    keys = tuple(spec.key for spec in (*manifest.labels, *manifest.findings))
    screenings = [screener.screen(recording) for recording in recordings]
    scores = [_scores(one, len(keys)) for one in screenings]
    limit = manifest.uncertainty.limit
    return Screened(
        verdict=np.array([one.verdict.value for one in screenings]),
        outcome=np.array([outcome_of(one, limit) for one in screenings]),
        keys=keys,
        labels=len(manifest.labels),
        probability=np.array([one for one, _ in scores]).reshape(-1, len(keys)),
        is_stated=np.array([one for _, one in scores], bool).reshape(-1, len(keys)),
    )


def outcome_of(screening: Screening, limit: float) -> str:
    """Return what became of a recording.

    Args:
        screening: Its screening.
        limit: Uncertainty above which the model abstains.
    """
    prediction = screening.prediction
    if prediction is None:
        return REFUSED
    if prediction.oddness is not None and prediction.oddness.is_odd:
        return ODD
    return UNSURE if prediction.uncertainty > limit else PASSED


def count_row(name: str, screened: Screened, who: NDArray[np.bool_] | None = None) -> Row:
    """Return the shares of verdicts and outcomes among all or some recordings."""
    chosen = np.ones(len(screened), bool) if who is None else who
    verdict, outcome = screened.verdict[chosen], screened.outcome[chosen]
    return {
        "ECGs": name,
        "n": int(chosen.sum()),
        **{one.value: share(verdict == one.value) for one in Verdict},
        **{one: share(outcome == one) for one in OUTCOMES[:-1]},
    }


def _scores(screening: Screening, count: int) -> tuple[list[float], list[bool]]:
    if screening.prediction is None:
        return [np.nan] * count, [False] * count
    labels, findings = screening.prediction.scores, screening.prediction.findings
    return (
        [one.probability for one in (*labels, *findings)],
        [one.is_above_threshold for one in labels] + [one.is_stated for one in findings],
    )

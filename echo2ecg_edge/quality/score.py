"""How likely a person would call the whole ECG acceptable: a scorecard of a few readable figures.

The card was learned from phone ECGs that people graded (CinC 2011); ``python -m benchmarks
quality --renew-card`` makes it anew.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.quality.agreement import agreement
from echo2ecg_edge.quality.extremes import extremes
from echo2ecg_edge.quality.readable import unreadable_share

CARD_FILE: Final = Path(__file__).with_name("scorecard.json")
PLACES: Final = (0, 1, 3, -4, -2, -1)
"""Lowest, second, fourth lowest; fourth highest, second, highest of the leads."""
NAMES: Final = tuple(
    f"{what}, {place}"
    for what in ("agreement", "unreadable")
    for place in ("lowest", "2nd", "4th", "4th from top", "2nd from top", "highest", "mean")
)
"""Of the figures, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Scorecard:
    """Points for each figure that lies above a limit; their sum is a log odds.

    Attributes:
        start: Log odds where no limit is passed.
        figure: Index into ``NAMES``, shape (n,).
        limit: Shape (n,).
        points: Shape (n,).
    """

    start: float
    figure: NDArray[np.intp]
    limit: NDArray[np.float64]
    points: NDArray[np.float64]

    def log_odds(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up points.

        Args:
            figures: Shape (..., figures).

        Returns:
            Shape (...): log odds of being acceptable.
        """
        passed = figures[..., self.figure] > self.limit
        return np.asarray(self.start + passed @ self.points)


def acceptability(figures: NDArray[np.float64]) -> float:
    """Return the probability that a person would call this ECG acceptable.

    Args:
        figures: As ``score_figures`` returns them, shape (figures,).
    """
    return float(1 / (1 + np.exp(-_card().log_odds(figures))))


def score_figures(
    signal_mv: NDArray[np.float32],
    rate_hz: float,
    cleaned_mv: NDArray[np.float32],
    cleaned_rate_hz: float,
) -> NDArray[np.float64]:
    """Measure what the card judges.

    Args:
        signal_mv: As it was recorded, shape (leads, samples), millivolts, no NaN.
        rate_hz: Its sampling rate.
        cleaned_mv: The same leads cleaned.
        cleaned_rate_hz: Their sampling rate.

    Returns:
        Shape (figures,) in the order of ``NAMES``.
    """
    agreeing = agreement(cleaned_mv, cleaned_rate_hz)
    unreadable = unreadable_share(signal_mv, extremes(signal_mv, rate_hz))
    return summary(agreeing, unreadable)


def summary(agreeing: NDArray[np.float64], unreadable: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sort what is known of each lead into figures of the whole ECG, whatever leads it has.

    Args:
        agreeing: Shape (leads,).
        unreadable: Shape (leads,).
    """
    places = np.clip(PLACES, -len(agreeing), len(agreeing) - 1)
    halves = [[*np.sort(one)[places], one.mean()] for one in (agreeing, unreadable)]
    return np.concatenate(halves)


@lru_cache(maxsize=1)
def _card() -> Scorecard:
    return read_card(CARD_FILE.read_text("utf-8"))


def read_card(text: str) -> Scorecard:
    """Read a card from JSON: ``start`` and ``steps`` of figure, limit and points."""
    document = json.loads(text)
    figure, limit, points = zip(*document["steps"], strict=True)
    index = np.array([NAMES.index(name) for name in figure], np.intp)
    return Scorecard(document["start"], index, np.array(limit), np.array(points))

"""Figures of a head from out-of-fold log-odds, with intervals over patients."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm as normal
from scipy.stats import t as student

from train.evaluate import Interval, Resampling
from train.evaluate.calibration import brier_figure
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import Figure, macro, mean_of, on
from train.evaluate.intervals import ENDS
from train.probe.folds import patients_with
from train.probe.judged import Judged

STRETCH: Final = 1.35
"""How much wider an interval is than a bootstrap makes it, beside what few patients ask for.

A bootstrap of out-of-fold scores does not know that other ECGs would have made other heads. By
``python -m benchmarks probe --trials 40`` (five kinds of draws, 30 to 40 of each) it held what the
probe reached on new patients in 73 to 92 %, and so widened in 85 to 100 %. The 85 % are of a coin
with 50 ECGs: none of those intervals lay above .5.
Source: Bates, Hastie, Tibshirani, "Cross-validation: what does it estimate", 2021, for the effect.
"""
CHANCE: Final = 0.5


def auroc_within(judged: Judged) -> Interval:
    """Return ``auroc_figure`` with its interval."""
    return _interval(judged, auroc_figure(judged))


def is_better_than_chance(auroc: Interval) -> bool:
    """Whether the lower end of an AUROC is above that of guessing."""
    return auroc.low > CHANCE


def auroc_figure(judged: Judged) -> Figure:
    """Return the AUROC among ECGs that one head was asked about, averaged over heads.

    Scores of different heads are not compared: with a label that means nothing, those of the fold
    that holds more of it by chance are lower, and the AUROC would not be .5.
    """
    return macro(
        [
            on(rows, roc_figure(judged.truth[rows], said[rows]))
            for said, fold in zip(judged.log_odds, judged.fold, strict=True)
            for rows in (np.flatnonzero(fold == number) for number in np.unique(fold))
        ]
    )


def brier_of(judged: Judged) -> Interval:
    """Return the Brier score of the calibrated probabilities, averaged over repeats."""
    figures = [brier_figure(judged.truth, expit(said)) for said in judged.log_odds]
    return _interval(judged, macro(figures))


def found_at(judged: Judged, threshold: float) -> tuple[Interval, Interval]:
    """Return sensitivity and specificity of a threshold of the calibrated probability."""
    called = (expit(judged.log_odds) >= threshold).mean(0)
    return tuple(  # type: ignore[return-value]
        _interval(judged, on(rows, mean_of(hit[rows])), rows)
        for rows, hit in ((judged.truth, called), (~judged.truth, 1 - called))
    )


def _interval(judged: Judged, figure: Figure, rows: NDArray[np.bool_] | None = None) -> Interval:
    n = len(judged.truth) if rows is None else int(rows.sum())
    positives = int(judged.truth.sum() if rows is None else judged.truth[rows].sum())
    plain, wider = Resampling(judged.patient).interval(figure, n, positives), _wider(judged)
    low = plain.value - wider * (plain.value - plain.low)
    high = plain.value + wider * (plain.high - plain.value)
    return Interval(plain.value, max(low, 0.0), min(high, 1.0), n, positives)


def _wider(judged: Judged) -> float:
    """Return by how much to stretch: Student's t of the rarer kind of patients, and ``STRETCH``."""
    has = patients_with(judged.truth, judged.patient)
    rarer = min(int(has.sum()), int((~has).sum()))
    return STRETCH * float(student.ppf(ENDS[1], rarer - 1) / normal.ppf(ENDS[1]))

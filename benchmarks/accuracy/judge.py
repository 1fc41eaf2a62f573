"""Judge: what is said of one label's probabilities against the truth."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.drawn import Drawn, draw
from benchmarks.tables import Row
from echo2ecg_edge.model.manifest import Evidence
from train.evaluate.calibration import brier_skill_figure
from train.evaluate.calibration_slope import slope_figures
from train.evaluate.discrimination import precision_recall_figure, roc_figure
from train.evaluate.figures import Figure
from train.evaluate.intervals import Resampling

Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]
AUROC, SKILL, SLOPE = "AUROC", "Brier skill", "calibration slope"


def judge(truth: Flags, probability: Scores, resampling: Resampling) -> dict[str, Drawn]:
    """Return AUROC, Brier skill and calibration slope of one label, drawn."""
    figures: dict[str, Figure] = {
        AUROC: roc_figure(truth, probability),
        SKILL: brier_skill_figure(truth, probability),
        SLOPE: slope_figures(truth, probability)[0],
    }
    return draw(resampling, figures)


def cells(truth: Flags, probability: Scores, drawn: Mapping[str, Drawn]) -> Row:
    """Return what a table says of one label, whatever its threshold."""
    everyone = np.ones((1, len(truth)), np.float32)
    area = precision_recall_figure(truth, probability)(everyone)[0]
    intercept = slope_figures(truth, probability)[1](everyone)[0]
    return {
        "positives": int(truth.sum()),
        AUROC: drawn[AUROC].text(),
        "AUPRC": number(area),
        SKILL: drawn[SKILL].text(),
        SLOPE: drawn[SLOPE].text(2),
        "intercept": number(float(intercept), 2),
    }


def called(truth: Flags, probability: Scores, threshold: float | None) -> Row:
    """Return sensitivity, specificity and positive predictive value at a threshold.

    Args:
        truth: Shape (n,).
        probability: Shape (n,).
        threshold: At or above which the label is called; None where it never is.
    """
    if threshold is None:
        return {"sensitivity": "-", "specificity": "-", "PPV": "-"}
    calls = probability >= threshold
    return {
        "sensitivity": share(calls[truth]),
        "specificity": share(~calls[~truth]),
        "PPV": share(truth[calls]),
    }


def share(hits: Flags) -> str:
    """Return the share of hits, or a dash without any row."""
    return number(float(hits.mean())) if len(hits) else "-"


def number(value: float, digits: int = 3) -> str:
    """Return a number, or a dash for NaN."""
    return "-" if np.isnan(value) else f"{value:.{digits}f}"


def evidence(label: str, metric: str, data: str, drawn: Drawn, truth: Flags) -> Evidence:
    """Return a figure as a line of the manifest.

    Args:
        label: What it is about.
        metric: Which figure.
        data: On which ECGs.
        drawn: The figure.
        truth: Who has the label, shape (n,).
    """
    low, high = drawn.ends
    return Evidence(label, metric, data, drawn.value, low, high, len(truth), int(truth.sum()))

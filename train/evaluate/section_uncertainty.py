"""Section on uncertainty: is it worth heeding?"""

import numpy as np
from scipy.special import expit

from train.evaluate import plots
from train.evaluate.figures import mean_of
from train.evaluate.intervals import Resampling
from train.evaluate.material import Material
from train.evaluate.regression import spearman_figure
from train.evaluate.section import Cell, Section
from train.evaluate.uncertainty import (
    halves,
    risk_coverage,
    risk_coverage_figure,
    validation_threshold,
)


def uncertainty(material: Material) -> Section:
    """How good the labels are where the model is sure, and where it is not."""
    test, validation = material.test, material.part("validation")
    scores, ours = material.scores(test), material.scores(validation)
    every_doubt = test.varied_doubt()
    found, curves = [], {}
    for name, score in scores.items():
        column = material.columns[name]
        check, use = validation.counted[:, column], np.flatnonzero(test.counted[:, column])
        threshold = validation_threshold(validation.truth[check, column], ours[name][check])
        truth, score, doubt = test.truth[use, column], score[use], every_doubt[use]
        resampling = Resampling.of(
            material.pairs.patient[test.rows[use]],
            material.resampling.resamples,
        )
        row: dict[str, Cell] = {"label": name, "n": len(use), "positives": int(truth.sum())}
        for half in halves(truth, score, doubt, threshold, resampling):
            row[f"{half.metric}, certain half"] = half.certain
            row[f"{half.metric}, uncertain half"] = half.uncertain
            row[f"{half.metric}, gain"] = half.gain
        wrong = (score >= threshold) != truth
        row["error of all"] = resampling.interval(mean_of(wrong))
        area = risk_coverage_figure(wrong, doubt)
        row["area under risk-coverage"] = resampling.interval(area)
        figure = spearman_figure(doubt, np.abs(expit(score) - truth))
        row["Spearman with error"] = resampling.interval(figure)
        found.append(row)
        curves[name] = risk_coverage(wrong, doubt)
    note = (
        "Uncertainty is the mean log-variance of the embedding; the halves part at its median. "
        "Thresholds are chosen on validation. The area under the risk-coverage curve lies below "
        "the error of all where uncertainty is worth heeding. Error for Spearman is |probability - "
        "outcome|."
    )
    title = material.title("Risk against coverage")
    return Section(
        "uncertainty",
        "Uncertainty",
        note,
        found,
        draw=lambda path: plots.risk_coverage(path, curves, title),
    )

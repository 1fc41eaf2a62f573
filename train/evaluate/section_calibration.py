"""Sections on probabilities: calibration of every label, and of subgroups."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from train.evaluate import plots
from train.evaluate.calibrate import fit_calibration
from train.evaluate.calibration import (
    Bins,
    brier_figure,
    brier_skill_figure,
    ece_figure,
    in_the_large_figure,
    prior_shift,
    reliability_curve,
)
from train.evaluate.calibration_slope import slope_figures
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import on
from train.evaluate.material import Flags, Material
from train.evaluate.section import Cell, Section
from train.evaluate.subgroups import subgroups

FEWEST = 5
"""Positives and negatives that a subgroup needs for an AUROC."""


def probabilities(material: Material) -> dict[str, dict[str, NDArray[np.float64]]]:
    """Return test probabilities of each label in three ways.

    As they are; with slope and intercept fitted on validation; and shifted by the prevalence in
    training, which is right for a model trained as if half were positive.

    Raises:
        LackingError: There are no heads, or no validation or training rows.
    """
    train, validation = material.part("train"), material.part("validation")
    ours, theirs = material.scores(validation), material.scores(material.test)
    ways = {}
    for name, score in theirs.items():
        column = material.columns[name]
        use, count = validation.counted[:, column], train.counted[:, column]
        truth = validation.truth[use, column].astype(np.float32)
        raw = np.asarray(expit(score.astype(np.float64)))
        ways[name] = {
            "as they are": raw,
            "fitted on validation": fit_calibration(truth, ours[name][use]).apply(score),
            "prior shift": prior_shift(raw, float(train.truth[count, column].mean())),
        }
    return ways


def calibration(material: Material) -> Section:
    """How far probabilities can be taken at their word."""
    found, curves = [], {}
    for name, ways in probabilities(material).items():
        use = material.test.counted[:, material.columns[name]]
        truth = material.test.truth[use, material.columns[name]]
        for way, probability in ways.items():
            found.append(_row(material, name, way, use, truth, probability[use]))
        curves[name] = reliability_curve(truth, ways["fitted on validation"][use])
    note = (
        "ECE over ten bins. Brier skill is above 0 where probabilities beat telling everybody "
        "the prevalence. Slope 1 and intercept 0 are perfect; a slope below 1 is too extreme. The "
        "prior shift is meant for models trained as if half of the patients were positive."
    )
    title = material.title("Reliability, fitted on validation")
    return Section(
        "calibration",
        "Calibration",
        note,
        found,
        draw=lambda path: plots.reliability(path, curves, title),
    )


def groups(material: Material) -> Section:
    """Whether figures hold for the young and old, women and men, in fibrillation and wide QRS."""
    found, left_out = [], []
    ways: Mapping[str, Mapping[str, NDArray[np.float64]]] = probabilities(material)
    members = subgroups(material.pairs, material.test.rows)
    names = [material.main_label] if material.quick else list(ways)
    for name in (name for name in names if name in ways):
        counted = material.test.counted[:, material.columns[name]]
        for group, inside in members.items():
            use = counted & inside
            truth = material.test.truth[use, material.columns[name]]
            positives = int(truth.sum())
            if min(positives, len(truth) - positives) < FEWEST:
                left_out.append(f"{name}, {group}: {positives} positives of {len(truth)}.")
                continue
            probability = ways[name]["fitted on validation"][use]
            row: dict[str, Cell] = {"label": name, "group": group}
            row |= {"n": len(truth), "positives": positives}
            for metric, figure in (
                ("AUROC", roc_figure(truth, probability)),
                ("calibration in the large", in_the_large_figure(truth, probability)),
            ):
                row[metric] = material.resampling.interval(on(use, figure), len(truth), positives)
            found.append(row)
    note = (
        "Calibration in the large is the mean probability (fitted on validation) minus the "
        f"observed share: above 0, too many are expected. Groups with fewer than {FEWEST} "
        "positives or negatives are left out."
    )
    return Section("subgroups", "Subgroups", note, found, left_out)


def _row(
    material: Material,
    name: str,
    way: str,
    use: Flags,
    truth: Flags,
    probability: NDArray[np.float64],
) -> dict[str, Cell]:
    slope, intercept = slope_figures(truth, probability)
    n, positives = len(truth), int(truth.sum())
    row: dict[str, Cell] = {"label": name, "probabilities": way, "n": n, "positives": positives}
    for metric, figure in (
        ("ECE, equal mass", ece_figure(truth, probability)),
        ("ECE, equal width", ece_figure(truth, probability, Bins.EQUAL_WIDTH)),
        ("Brier", brier_figure(truth, probability)),
        ("Brier skill", brier_skill_figure(truth, probability)),
        ("slope", slope),
        ("intercept", intercept),
    ):
        row[metric] = material.resampling.interval(on(use, figure), n, positives)
    return row

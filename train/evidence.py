"""Evidence: what was measured of a student's structural labels on the test split."""

from collections.abc import Sequence

import numpy as np

from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model import manifest as m
from train.cohort import LABELS
from train.decide import refers
from train.evaluate.calibration import brier_skill_figure
from train.evaluate.calibration_slope import slope_figures
from train.finish.part import Part
from train.finish.row import Figures, auroc_of, probabilities, resampling, rows_of, share_of


def label_evidence(specs: Sequence[m.LabelSpec], part: Part) -> list[m.Evidence]:
    """Measure discrimination, calibration and the referral rule, with 95 % intervals.

    Args:
        specs: Calibration and thresholds.
        part: Test ECGs whose structural labels are known.

    Returns:
        One row a figure; a half of the patients that has one class only has no AUROC.
    """
    figures = _discrimination(part) + _halves(part) + _rule(specs, part)
    return rows_of(figures + _calibration(specs, part), part.data)


def _discrimination(part: Part) -> Figures:
    labels, logits, patient = part.labels, part.logits, part.patient
    return [
        (key, "AUROC", auroc_of(labels[:, column], logits[:, column], patient))
        for column, key in enumerate(LABELS)
    ]


def _halves(part: Part) -> Figures:
    composite = LABELS.index(COMPOSITE)
    truth, score = part.labels[:, composite], part.logits[:, composite]
    certain = part.uncertainty <= np.median(part.uncertainty)
    return [
        (COMPOSITE, f"AUROC, {half} certain half",
         auroc_of(truth[rows], score[rows], part.patient[rows]))
        for half, rows in (("more", certain), ("less", ~certain))
    ]  # fmt: skip


def _rule(specs: Sequence[m.LabelSpec], part: Part) -> Figures:
    sick = part.labels[:, LABELS.index(COMPOSITE)].astype(bool)
    refer, patient = refers(specs, part.logits), part.patient
    found = share_of(refer[sick], patient[sick])
    spared = share_of(~refer[~sick], patient[~sick])
    return [
        ("referral rule", "sensitivity for shd", found),
        ("referral rule", "specificity for shd", spared),
    ]


def _calibration(specs: Sequence[m.LabelSpec], part: Part) -> Figures:
    labels, probability = part.labels.astype(bool), probabilities(specs, part.logits)
    drawn, figures = resampling(part.patient), Figures()
    for column, key in enumerate(LABELS):
        truth, said = labels[:, column], probability[:, column]
        positives = int(truth.sum())
        for metric, figure in (
            ("Brier skill", brier_skill_figure(truth, said)),
            ("calibration slope", slope_figures(truth, said)[0]),
        ):
            figures.append((key, metric, drawn.interval(figure, positives=positives)))
    return figures

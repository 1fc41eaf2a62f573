"""Evidence of findings: what was measured on real ECGs that somebody read."""

from collections.abc import Sequence

from echo2ecg_edge.findings import FINDINGS, RHYTHM, STATEMENTS, SUPERCLASSES
from echo2ecg_edge.model import manifest as m
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import macro
from train.finish.finding_specs import FEWEST_POSITIVES
from train.finish.part import Part
from train.finish.row import Figures, probabilities, resampling, rows_of

TASKS = {
    "super-classes": tuple(SUPERCLASSES),
    "all statements": tuple(STATEMENTS),
    "rhythm": RHYTHM,
}
"""The tasks that PTB-XL is known by."""


def finding_evidence(specs: Sequence[m.FindingSpec], part: Part) -> list[m.Evidence]:
    """Measure each finding with enough positives, and the macro AUROC of PTB-XL's tasks.

    Args:
        specs: Calibration and thresholds, in the order of ``FINDINGS``.
        part: Test ECGs whose findings are known.
    """
    truth, probability = part.findings.astype(bool), probabilities(specs, part.finding_logits)
    positives = dict(zip(FINDINGS, truth.sum(0).tolist(), strict=True))
    roc = {
        key: roc_figure(truth[:, column], probability[:, column])
        for column, key in enumerate(FINDINGS)
        if 0 < positives[key] < len(truth)
    }
    drawn, figures = resampling(part.patient), Figures()
    for task, keys in TASKS.items():
        if told := [roc[key] for key in keys if key in roc]:
            figures.append((task, f"macro AUROC of {len(told)}", drawn.interval(macro(told))))
    for key, figure in roc.items():
        if positives[key] >= FEWEST_POSITIVES:
            figures.append((key, "AUROC", drawn.interval(figure, positives=positives[key])))
    return rows_of(figures, part.data)

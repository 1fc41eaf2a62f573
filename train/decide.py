"""From a trained student to the numbers a bundle decides by: calibration and thresholds."""

import logging

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge import labels as known
from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS
from echo2ecg_edge.model import manifest as m
from train.cohort import LABELS
from train.datasets.findings import FINDING_LABELS
from train.ecg import StudentShape
from train.evaluate import at_sensitivity, at_specificity, fit_calibration
from train.families import Families
from train.finish.part import heart_rows, reading_rows
from train.finish.thresholds import inside, operating_points
from train.pairs import Knowledge, Pairs
from train.recipe import DecideSettings, Recipe

log = logging.getLogger(__name__)
Floats = NDArray[np.float32]
LEARNED_FROM = {
    Knowledge.SIMULATED: known.Knowledge.SIMULATED,
    Knowledge.ANCHORED: known.Knowledge.ANCHORED,
    Knowledge.MIXED: known.Knowledge.MIXED,
    Knowledge.REAL: known.Knowledge.REAL,
}


def answers_screening(names: tuple[str, ...]) -> bool:
    """Whether labels are those of a bundle: the structural ones, and all findings or none."""
    families = Families.of(names)
    structural = tuple(names[at] for at in families.labels)
    findings = tuple(names[at] for at in families.findings)
    return structural == LABELS and findings in ((), FINDING_LABELS)


def warn_if_undecidable(recipe: Recipe, pairs: Pairs) -> None:
    """Say before training that a student for export will get no outcome from these pairs."""
    is_student = isinstance(recipe.encoder, StudentShape)
    if is_student and answers_screening(pairs.about.label_names) and (why := undecidable(pairs)):
        log.warning("%s", why)


def undecidable(pairs: Pairs) -> str:
    """Say why no thresholds can be chosen or measured on these pairs; empty where they can.

    A structural label needs ECGs with and without it in every split, and findings need ECGs.
    """
    faults = [fault for split in ("train", "validation", "test") for fault in _lacks(pairs, split)]
    if not faults:
        return ""
    return (
        "The run can be trained and evaluated but not exported: a label needs ECGs with and "
        f"without it, and there is one kind only {'; '.join(faults)}."
    )


def _lacks(pairs: Pairs, split: str) -> list[str]:
    families, faults = Families.of(pairs.about.label_names), []
    labels = pairs.labels[np.ix_(heart_rows(pairs, split), families.labels)] > 0
    flat = np.flatnonzero(~labels.any(0) | labels.all(0))
    if len(flat):
        names = ", ".join(pairs.about.label_names[families.labels[at]] for at in flat)
        faults.append(f"in the {split} split of {names}")
    if families.findings and not len(reading_rows(pairs, split)):
        faults.append(f"in the {split} split of all findings")
    return faults


def label_specs(
    logits: Floats,
    labels: Floats,
    prevalence: Floats,
    settings: DecideSettings,
    knowledge: Knowledge,
) -> tuple[m.LabelSpec, ...]:
    """Calibrate every label and choose its thresholds on the validation split.

    Args:
        logits: Shape (patients, labels), validation.
        labels: 0/1, same shape.
        prevalence: Shape (labels,), in the training split.
        settings: Which sensitivity and specificity the referral thresholds aim at.
        knowledge: Whether patients are simulated, anchored or real.
    """
    specs = []
    for column, key in enumerate(LABELS):
        positive = labels[:, column]
        calibration = fit_calibration(positive, logits[:, column])
        probability = calibration.apply(logits[:, column])
        if key == COMPOSITE:
            refer_at = at_sensitivity(positive, probability, settings.composite_sensitivity)
        else:
            refer_at = at_specificity(positive, probability, settings.component_specificity)
        specs.append(
            m.LabelSpec(
                key=key,
                title=STRUCTURAL_LABELS[key],
                knowledge=LEARNED_FROM[knowledge],
                prevalence=float(prevalence[column]),
                calibration=m.Calibration(calibration.slope, calibration.intercept),
                refer_at=inside(refer_at),
                operating_points=operating_points(positive, probability),
            )
        )
    return tuple(specs)


def refers(specs: tuple[m.LabelSpec, ...], logits: Floats) -> NDArray[np.bool_]:
    """Return which patients the bundle's thresholds would refer, shape (patients,)."""
    slope = np.array([spec.calibration.slope for spec in specs])
    intercept = np.array([spec.calibration.intercept for spec in specs])
    refer_at = np.array([spec.refer_at for spec in specs])
    probability = 1 / (1 + np.exp(-(slope * logits + intercept)))
    return np.asarray((probability >= refer_at).any(1))

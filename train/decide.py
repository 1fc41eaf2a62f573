"""From a trained student to the numbers a bundle decides by: calibration and thresholds."""

import logging

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge import labels as known
from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS, Family
from echo2ecg_edge.model import manifest as m
from train.cohort import LABELS
from train.ecg import StudentShape
from train.evaluate import at_sensitivity, at_specificity, fit_calibration
from train.pairs import Knowledge, Pairs
from train.recipe import DecideSettings, Recipe

log = logging.getLogger(__name__)
Floats = NDArray[np.float32]
LEARNED_FROM = {
    Knowledge.SIMULATED: known.Knowledge.SIMULATED,
    Knowledge.ANCHORED: known.Knowledge.ANCHORED,
    Knowledge.REAL: known.Knowledge.REAL,
}


def warn_if_undecidable(recipe: Recipe, pairs: Pairs) -> None:
    """Say before training that a student for export will get no outcome from these pairs."""
    is_student = isinstance(recipe.encoder, StudentShape)
    if is_student and pairs.about.label_names == LABELS and (why := undecidable(pairs)):
        log.warning("%s", why)


def undecidable(pairs: Pairs) -> str:
    """Say why no thresholds can be chosen or measured on these pairs; empty where they can.

    A label needs ECGs with and without it in every split.
    """
    faults = []
    for split in ("train", "validation", "test"):
        labels = pairs.labels[pairs.rows(split)] > 0
        flat = ~labels.any(0) | labels.all(0)
        if flat.any():
            names = ", ".join(np.array(pairs.about.label_names)[flat].tolist())
            faults.append(f"in the {split} split of {names}")
    if not faults:
        return ""
    return (
        "The run can be trained and evaluated but not exported: a label needs ECGs with and "
        f"without it, and there is one kind only {'; '.join(faults)}."
    )


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
                family=Family.STRUCTURAL,
                knowledge=LEARNED_FROM[knowledge],
                prevalence=float(prevalence[column]),
                calibration=m.Calibration(calibration.slope, calibration.intercept),
                refer_at=refer_at,
                operating_points=m.OperatingPoints(
                    sensitivity_90=at_sensitivity(positive, probability, 0.90),
                    sensitivity_80=at_sensitivity(positive, probability, 0.80),
                    specificity_90=at_specificity(positive, probability, 0.90),
                ),
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

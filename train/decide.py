"""From a trained student to the numbers a bundle needs: calibration, thresholds, evidence."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS, Family, Knowledge
from echo2ecg_edge.model import manifest as m
from train.cohort import LABELS
from train.evaluate import Interval, at_sensitivity, at_specificity, auroc, fit_calibration, share
from train.recipe import DecideSettings

Floats = NDArray[np.float32]
DATA = "simulated test patients"


def label_specs(
    logits: Floats, labels: Floats, prevalence: Floats, settings: DecideSettings
) -> tuple[m.LabelSpec, ...]:
    """Calibrate every label and choose its thresholds on the validation split.

    Args:
        logits: Shape (patients, labels), validation.
        labels: 0/1, same shape.
        prevalence: Shape (labels,), in the training split.
        settings: Which sensitivity and specificity the referral thresholds aim at.
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
                knowledge=Knowledge.SIMULATED,
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


def evidence(
    specs: tuple[m.LabelSpec, ...], logits: Floats, uncertainty: Floats, labels: Floats
) -> tuple[m.Evidence, ...]:
    """Measure labels, uncertainty and the referral rule on the test split, with 95 % intervals."""
    rows = [
        _row(key, "AUROC", auroc(labels[:, column], logits[:, column]))
        for column, key in enumerate(LABELS)
    ]
    composite = LABELS.index(COMPOSITE)
    certain = uncertainty <= np.median(uncertainty)
    for half, chosen in (("more", certain), ("less", ~certain)):
        figure = auroc(labels[chosen, composite], logits[chosen, composite])
        rows.append(_row(COMPOSITE, f"AUROC, {half} certain half", figure))
    sick = labels[:, composite].astype(bool)
    referred = refers(specs, logits)
    rows.append(_row("referral rule", "sensitivity for shd", share(referred[sick])))
    rows.append(_row("referral rule", "specificity for shd", share(~referred[~sick])))
    return tuple(rows)


def _row(label: str, metric: str, figure: Interval) -> m.Evidence:
    return m.Evidence(
        label, metric, DATA, figure.value, figure.low, figure.high, figure.n, figure.positives
    )

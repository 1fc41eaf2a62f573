"""Evidence: what was measured of a student on the test split, for a bundle's manifest."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model import manifest as m
from train.cohort import LABELS
from train.decide import refers
from train.evaluate import Interval, Resampling, auroc
from train.evaluate.figures import mean_of
from train.pairs import Pairs

Floats = NDArray[np.float32]


def evidence(
    specs: tuple[m.LabelSpec, ...], logits: Floats, uncertainty: Floats, pairs: Pairs
) -> tuple[m.Evidence, ...]:
    """Measure labels, uncertainty and the referral rule on the test split, with 95 % intervals.

    Args:
        specs: Calibration and thresholds.
        logits: Of the test split, shape (rows, labels).
        uncertainty: Of the test split, shape (rows,).
        pairs: Hold the test split's truth and patients, and whether these are real.

    Returns:
        One row a figure; a half of the patients that has one class only has no AUROC.
    """
    test = pairs.rows("test")
    labels, patient = np.asarray(pairs.labels[test]), pairs.patient[test]
    data = f"{pairs.about.knowledge} test patients"
    if len(np.unique(patient)) < len(patient):
        data = f"ECGs of {data}"
    figures = [
        (key, "AUROC", _auroc(labels[:, column], logits[:, column], patient))
        for column, key in enumerate(LABELS)
    ]
    composite = LABELS.index(COMPOSITE)
    certain = uncertainty <= np.median(uncertainty)
    for half, rows in (("more", certain), ("less", ~certain)):
        figure = _auroc(labels[rows, composite], logits[rows, composite], patient[rows])
        figures.append((COMPOSITE, f"AUROC, {half} certain half", figure))
    sick = labels[:, composite].astype(bool)
    refer = refers(specs, logits)
    found, spared = _share(refer[sick], patient[sick]), _share(~refer[~sick], patient[~sick])
    figures.append(("referral rule", "sensitivity for shd", found))
    figures.append(("referral rule", "specificity for shd", spared))
    return tuple(_row(*one, data) for one in figures if not np.isnan(one[2].value))


def _auroc(positive: Floats, score: Floats, patient: NDArray[np.str_]) -> Interval:
    return auroc(positive, score, _grouped(patient))


def _share(hit: NDArray[np.bool_], patient: NDArray[np.str_]) -> Interval:
    grouped = _grouped(patient)
    drawn = Resampling.of(len(hit) if grouped is None else grouped)
    return drawn.interval(mean_of(hit), positives=int(hit.sum()))


def _grouped(patient: NDArray[np.str_]) -> NDArray[np.str_] | None:
    """Return the patients where any has several ECGs, which are drawn together then."""
    return patient if len(np.unique(patient)) < len(patient) else None


def _row(label: str, metric: str, figure: Interval, data: str) -> m.Evidence:
    return m.Evidence(
        label, metric, data, figure.value, figure.low, figure.high, figure.n, figure.positives
    )

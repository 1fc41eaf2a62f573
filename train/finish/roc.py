"""ROC points of labels on validation, from which a site may choose other thresholds."""

import numpy as np
from numpy.typing import NDArray

from train.finish.part import Floats

Points = list[dict[str, float]]
SHARES = np.concatenate([np.arange(0.025, 1, 0.05), [0.99]])
"""Of positives and of negatives: steps of five points, and one more where labels are rare."""


def roc_points(positive: Floats, probability: NDArray[np.float64]) -> Points:
    """Return about forty points, by ascending threshold.

    Args:
        positive: 0/1, shape (rows,), both classes present.
        probability: Calibrated, shape (rows,).

    Returns:
        ``threshold``, ``sensitivity`` and ``specificity`` of each; ``>=`` finds.
    """
    sick = np.sort(probability[positive > 0])
    well = np.sort(probability[positive == 0])
    cuts = [np.quantile(one, SHARES, method="higher") for one in (sick, well)]
    thresholds = np.unique(np.concatenate(cuts).round(6))
    missed = np.searchsorted(sick, thresholds, "left") / len(sick)
    spared = np.searchsorted(well, thresholds, "left") / len(well)
    columns = (thresholds, 1 - missed, spared)
    names = ("threshold", "sensitivity", "specificity")
    return [
        dict(zip(names, point, strict=True)) for point in np.stack(columns, 1).round(6).tolist()
    ]

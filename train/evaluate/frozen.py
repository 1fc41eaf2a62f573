"""Ways of learning from rows on top of a frozen encoder, to be put through label efficiency."""

import numpy as np

from train.evaluate.knn import knn_scores
from train.evaluate.label_efficiency import FitAndScore, Flags, Floats, Rows
from train.evaluate.probe import Scaler, fit_logistic, log_odds_of

STRENGTH = 0.003
"""C of the probe: fixed, as there is hardly anything to choose it on."""


def probe_on(rows: Rows, features: Floats, labels: Flags, test_features: Floats) -> FitAndScore:
    """Return a logistic probe on frozen features as a way of learning.

    Features are scaled by all training rows, which needs no label.

    Args:
        rows: Training rows, ascending, shape (train rows,).
        features: Of these rows, shape (train rows, size).
        labels: Shape (train rows, labels).
        test_features: Shape (test rows, size).
    """
    scale = Scaler.of(features)
    scaled, test = scale(features), scale(test_features)

    def fit_and_score(chosen: Rows) -> Floats:
        at = np.searchsorted(rows, chosen)
        fits = [fit_logistic(scaled[at], truth[at], STRENGTH) for truth in labels.T]
        return np.stack([log_odds_of(fit, test) for fit in fits], 1)

    return fit_and_score


def knn_on(rows: Rows, features: Floats, labels: Flags, test_features: Floats) -> FitAndScore:
    """Return kNN on frozen features as a way of learning; arguments as in ``probe_on``."""

    def fit_and_score(chosen: Rows) -> Floats:
        at = np.searchsorted(rows, chosen)
        return knn_scores(features[at], labels[at], test_features)

    return fit_and_score

"""LVEF probe: what a linear model reads out of frozen ECG features."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Floats = NDArray[np.float32]


def lvef_probe(
    train_x: Floats, train_lvef: Floats, test_x: Floats, test_lvef: Floats
) -> tuple[float, float]:
    """Fit ridge regression on frozen features.

    Returns:
        Mean absolute error in points of LVEF, and R squared, on the test patients.
    """
    model = make_pipeline(StandardScaler(), RidgeCV(np.logspace(-1, 5, 13))).fit(
        train_x, train_lvef
    )
    error = test_lvef - model.predict(test_x)
    return float(np.abs(error).mean()), float(1 - error.var() / test_lvef.var())

"""Probes: what a linear model reads out of frozen ECG features."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.evaluate.discrimination import area_under_roc

Floats = NDArray[np.float32]
STRENGTHS = (0.0003, 0.003, 0.03, 0.3)
"""Inverse regularisation C of the logistic probe; the best on validation is taken."""
PENALTIES = tuple(np.logspace(-1, 5, 7).tolist())
"""Ridge penalties; the best on validation is taken."""
SMALLEST_SD = 1e-6


@dataclass(frozen=True, slots=True)
class Scaler:
    """Mean and SD of the training features."""

    mean: Floats
    sd: Floats

    @classmethod
    def of(cls, features: Floats) -> "Scaler":
        """Measure features of shape (rows, size)."""
        return cls(features.mean(axis=0), np.maximum(features.std(axis=0), SMALLEST_SD))

    def __call__(self, features: Floats) -> Floats:
        """Standardise features of shape (rows, size)."""
        return np.asarray((features - self.mean) / self.sd)


def fit_logistic(train_x: Floats, truth: NDArray[np.bool_], strength: float) -> Floats:
    """Fit a logistic regression to standardised features.

    Returns:
        Weights with the intercept last, shape (size + 1,); zeros where a class is missing.
    """
    from sklearn.linear_model import LogisticRegression

    if truth.all() or not truth.any():
        return np.zeros(train_x.shape[1] + 1, np.float32)
    # Newton steps are few, but their cost grows with the square of the features.
    solver = "newton-cholesky" if len(train_x) > train_x.shape[1] else "lbfgs"
    model = LogisticRegression(C=strength, solver=solver, max_iter=2000)
    model.fit(train_x.astype(np.float64), truth)
    return np.append(model.coef_[0], model.intercept_).astype(np.float32)


def log_odds_of(weights: Floats, features: Floats) -> Floats:
    """Return log odds, shape (rows,)."""
    return np.asarray(features @ weights[:-1] + weights[-1])


def logistic_probe(
    train_x: Floats,
    train_y: NDArray[np.bool_],
    validation_x: Floats,
    validation_y: NDArray[np.bool_],
    others: tuple[Floats, ...],
    strengths: tuple[float, ...] = STRENGTHS,
) -> list[Floats]:
    """Fit one label on training features and choose C by AUROC on validation.

    Args:
        train_x: Shape (train rows, size), not standardised.
        train_y: Shape (train rows,).
        validation_x: Shape (validation rows, size).
        validation_y: Shape (validation rows,).
        others: Features to score.
        strengths: Values of C to choose from.

    Returns:
        Log odds of each of ``others``.
    """
    scale = Scaler.of(train_x)
    train, validation = scale(train_x), scale(validation_x)
    fits = [fit_logistic(train, train_y, strength) for strength in strengths]
    won = [area_under_roc(validation_y, log_odds_of(fit, validation)) for fit in fits]
    best = fits[int(np.argmax(np.nan_to_num(won)))]
    return [log_odds_of(best, scale(other)) for other in others]


def ridge_probe(
    train_x: Floats, train_y: Floats, validation_x: Floats, validation_y: Floats, test_x: Floats
) -> Floats:
    """Fit ridge regression on frozen features, penalty by squared error on validation.

    Args:
        train_x: Shape (train rows, size).
        train_y: A measure, shape (train rows,), no NaN.
        validation_x: Shape (validation rows, size).
        validation_y: Shape (validation rows,), no NaN.
        test_x: Shape (test rows, size).

    Returns:
        Predicted measure, shape (test rows,).
    """
    scale = Scaler.of(train_x)
    best = ridge_weights(scale(train_x), train_y, scale(validation_x), validation_y)
    return log_odds_of(best, scale(test_x))


def ridge_weights(train: Floats, train_y: Floats, check: Floats, check_y: Floats) -> Floats:
    """Fit ridge regression to scaled features; return weights with the intercept last.

    Args:
        train: Scaled features, shape (train rows, size).
        train_y: Shape (train rows,), no NaN.
        check: Scaled features that choose the penalty, shape (validation rows, size).
        check_y: Shape (validation rows,), no NaN; a middle penalty where there are none.
    """
    middle = train_y.mean()
    wide = train.astype(np.float64)
    values, vectors = np.linalg.eigh(wide.T @ wide)
    seen = vectors.T @ (wide.T @ (train_y - middle))
    fits = [vectors @ (seen / (np.maximum(values, 0) + penalty)) for penalty in PENALTIES]
    errors = [np.square(check_y - middle - check @ fit).mean() for fit in fits]
    best = fits[int(np.argmin(errors))] if len(check_y) else fits[len(fits) // 2]
    return np.append(best, middle).astype(np.float32)

"""Models without a network: logistic regression on seven numbers, boosting on many."""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.cohort.ecgs import Ecgs

Floats = NDArray[np.float32]
BOOSTS, LEARNING_RATE, LEAVES, L2 = 200, 0.06, 15, 1.0


def seven(ecgs: Ecgs) -> Floats:
    """Return EchoNext's tabular inputs, shape (patients, 7); what is missing is 0, as there.

    Sex, ventricular rate, atrial rate, PR, QRS, QTc, age.
    """
    machine = np.nan_to_num(ecgs.machine, nan=0.0)
    return np.column_stack([ecgs.female, machine, ecgs.age_years]).astype(np.float32)


def with_age_and_sex(ecgs: Ecgs) -> Floats:
    """Return the classical features with age and sex; boosting knows what to do with NaN."""
    return np.column_stack([ecgs.features, ecgs.age_years, ecgs.female]).astype(np.float32)


def standardised(train: Floats, test: Floats) -> tuple[Floats, Floats]:
    """Scale both by the training patients' mean and standard deviation."""
    mean, sd = train.mean(axis=0), np.maximum(train.std(axis=0), 1e-6)
    return (train - mean) / sd, (test - mean) / sd


def logistic() -> Pipeline:
    """Return a standardised logistic regression, hardly regularised."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))


def boosting(seed: int = 0) -> HistGradientBoostingClassifier:
    """Return a boosted classifier of a fixed number of small trees."""
    return HistGradientBoostingClassifier(
        max_iter=BOOSTS,
        learning_rate=LEARNING_RATE,
        max_leaf_nodes=LEAVES,
        l2_regularization=L2,
        early_stopping=False,
        random_state=seed,
    )


def score(
    model: Pipeline | HistGradientBoostingClassifier, train: Floats, truth: Floats, test: Floats
) -> Floats:
    """Fit on the training patients and return the log odds of the test patients.

    Without both classes in ``truth`` nothing can be learned, and everybody gets 0.
    """
    if truth.min() == truth.max():
        return np.zeros(len(test), np.float32)
    fitted = model.fit(train, truth.astype(int))
    return np.asarray(fitted.decision_function(test), np.float32)


def boosted(train: Floats, labels: Floats, test: Floats) -> Floats:
    """Boost each label by itself; return log odds, shape (test patients, labels)."""
    columns = [score(boosting(), train, truth, test) for truth in labels.T]
    return np.column_stack(columns)

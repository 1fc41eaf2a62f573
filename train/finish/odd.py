"""When an ECG is unlike training: how far its embedding lies, and whether a heart could make it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from echo2ecg_edge.model import manifest as m
from train.families import Families
from train.finish.part import Floats, Part, heart_rows, reading_rows
from train.finish.thresholds import inside
from train.pairs import Pairs
from train.trained import Trained

MOST_REFERENCES = 4000
"""ECGs of each origin."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where training ECGs lie: the distance of e is norm((e - mean) @ whitening).

    Attributes:
        mean: Shape (d,).
        whitening: Shape (d, d).
    """

    mean: Floats
    whitening: Floats

    def distance(self, embedding: Floats) -> NDArray[np.float64]:
        """Return the Mahalanobis distance of raw embeddings, shape (n,)."""
        apart = (embedding - self.mean).astype(np.float64) @ self.whitening
        return np.asarray(np.linalg.norm(apart, axis=1))

    def save(self, path: Path) -> None:
        """Write ``reference.npz``."""
        np.savez_compressed(path, mean=self.mean, whitening=self.whitening)


def knows_implausible(trained: Trained) -> bool:
    """Whether the model was shown ECGs that were tampered with."""
    return bool(Families.of(trained.label_names).implausible)


def reference_of(trained: Trained, pairs: Pairs) -> Reference:
    """Take it from training ECGs, of simulated and real patients alike."""
    rows = [some(kind(pairs, "train"), MOST_REFERENCES) for kind in (heart_rows, reading_rows)]
    return fit_reference(trained.encode(pairs, np.unique(np.concatenate(rows)))["embedding"])


def fit_reference(embedding: Floats) -> Reference:
    """Fit mean and covariance, shrunk as far as the number of ECGs asks for.

    Source:
        Ledoit, Wolf, "A well-conditioned estimator for large-dimensional covariance matrices"
        (J. Multivariate Analysis 2004).
    """
    from sklearn.covariance import LedoitWolf

    fitted = LedoitWolf().fit(embedding.astype(np.float64))
    whitening = np.linalg.cholesky(fitted.precision_)
    return Reference(fitted.location_.astype(np.float32), whitening.astype(np.float32))


def implausible(trained: Trained, says: Floats) -> NDArray[np.float64]:
    """Return the probability of an implausible ECG from all logits, shape (n,)."""
    (column,) = Families.of(trained.label_names).implausible
    return np.asarray(expit(says[:, column].astype(np.float64)))


def odd_spec(trained: Trained, reference: Reference, part: Part, percentile: float) -> m.OddSpec:
    """Choose both limits on validation ECGs."""
    distance = reference.distance(part.says["embedding"])
    probability = implausible(trained, part.says["logits"])
    return m.OddSpec(
        distance=float(np.percentile(distance, percentile)),
        implausible=inside(float(np.percentile(probability, percentile))),
        percentile=percentile,
    )


def is_odd(
    trained: Trained, reference: Reference, spec: m.OddSpec, logits: Floats, embedding: Floats
) -> NDArray[np.bool_]:
    """Return which ECGs pass a limit, shape (n,)."""
    is_far = reference.distance(embedding) > spec.distance
    return is_far | (implausible(trained, logits) >= spec.implausible)


def some(rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Draw rows at random, always the same, in their order."""
    rng = np.random.default_rng(0)
    return np.sort(rng.permutation(rows)[:most])

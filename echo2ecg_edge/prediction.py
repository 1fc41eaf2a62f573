"""Prediction: what the network computed for one ECG, before anyone decides anything."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import Family, Knowledge


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label's calibrated probability, and where the knowledge behind it comes from."""

    key: str
    title: str
    family: Family
    knowledge: Knowledge
    probability: float
    refer_at: float

    @property
    def is_above_threshold(self) -> bool:
        """True when the probability reaches the bundle's referral threshold."""
        return self.probability >= self.refer_at


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """Everything the model says about one ECG.

    Attributes:
        scores: One ``LabelScore`` per label of the bundle, in the bundle's order.
        embedding: float32, shape (dimensions,), length 1; near the vectors of echo studies like it.
        uncertainty: Mean log-variance of the embedding; higher means the ECG tells the model less.
    """

    scores: tuple[LabelScore, ...]
    embedding: NDArray[np.float32]
    uncertainty: float

    def family(self, family: Family) -> tuple[LabelScore, ...]:
        """Return the scores of one family of labels."""
        return tuple(score for score in self.scores if score.family is family)

"""Prediction: what the network computed for one ECG, before anyone decides anything."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.lead_sets import TWELVE


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One structural label's calibrated probability, and where the knowledge behind it is from."""

    key: str
    title: str
    knowledge: Knowledge
    probability: float
    refer_at: float

    @property
    def is_above_threshold(self) -> bool:
        """True when the probability reaches the bundle's referral threshold."""
        return self.probability >= self.refer_at


@dataclass(frozen=True, slots=True)
class FindingScore:
    """One finding's calibrated probability; ``stated_at`` is None where it is never stated."""

    key: str
    title: str
    knowledge: Knowledge
    probability: float
    stated_at: float | None

    @property
    def is_stated(self) -> bool:
        """True when the probability is high enough for a report to state the finding."""
        return self.stated_at is not None and self.probability >= self.stated_at


@dataclass(frozen=True, slots=True)
class LvefEstimate:
    """Estimated left ventricular ejection fraction, in points.

    Attributes:
        value: The estimate.
        low: Lower end of its interval, at most ``value``.
        high: Upper end, at least ``value``.
        level: Share of patients whose LVEF lies inside such an interval.
        knowledge: What the estimate was learned from.
    """

    value: float
    low: float
    high: float
    level: float
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class Oddness:
    """How unlike the ECGs of training this one is.

    Attributes:
        distance: Mahalanobis distance of the embedding from those of training.
        implausible: Probability that the ECG was reversed, inverted or mixed up.
        is_odd: True when either is beyond the bundle's limit.
    """

    distance: float
    implausible: float
    is_odd: bool


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The echo studies of the bundle's gallery that are nearest to the ECG.

    Attributes:
        cosines: Similarity of each, largest first, float32, shape (neighbours,).
        lvef_median: Of their LVEF, in points.
        lvef_low: Lower quartile of it.
        lvef_high: Upper quartile of it.
        shares: Label key -> share of them that have it.
    """

    cosines: NDArray[np.float32]
    lvef_median: float
    lvef_low: float
    lvef_high: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """Everything the model says about one ECG.

    Attributes:
        scores: One per structural label of the bundle, in the bundle's order.
        embedding: float32, shape (dimensions,), length 1; near the vectors of echo studies like it.
        uncertainty: Mean log-variance of the embedding; higher means the ECG tells the model less.
            None where the model does not say.
        findings: One per finding of the bundle, in the bundle's order.
        lvef: None where the bundle does not estimate it, or not from these leads.
        oddness: None where the bundle cannot tell, or not from these leads.
        neighbours: None where the bundle has no gallery.
        lead_set: Which leads were scored: a key of ``LEAD_SETS``.
    """

    scores: tuple[LabelScore, ...]
    embedding: NDArray[np.float32]
    uncertainty: float | None
    findings: tuple[FindingScore, ...] = ()
    lvef: LvefEstimate | None = None
    oddness: Oddness | None = None
    neighbours: Neighbours | None = None
    lead_set: str = TWELVE

"""Risk: one label's probability at this site, and the threshold it is held against."""

from dataclasses import dataclass

from echo2ecg_edge.labels import Knowledge


@dataclass(frozen=True, slots=True)
class Risk:
    """One label of a prediction, read by the site's policy.

    Attributes:
        key: Of the label.
        title: The same in plain words.
        knowledge: What it was learned from.
        probability: At this site's prevalence, or after its recalibration.
        refer_at: Probability at this site from which it refers.
        counts: Whether the policy lets it refer.
        as_trained: Probability at the prevalence of training, as the model says it.
    """

    key: str
    title: str
    knowledge: Knowledge
    probability: float
    refer_at: float
    counts: bool
    as_trained: float

    @property
    def is_above_threshold(self) -> bool:
        """True when the probability reaches the threshold, whether the label counts or not."""
        return self.probability >= self.refer_at

    @property
    def refers(self) -> bool:
        """True when this label alone is a reason to refer."""
        return self.counts and self.is_above_threshold

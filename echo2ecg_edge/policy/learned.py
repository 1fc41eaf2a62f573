"""What returned echo results taught about one label, or why they taught nothing yet."""

from dataclasses import dataclass
from enum import StrEnum

from echo2ecg_edge.policy.recalibration import Line


class Refusal(StrEnum):
    """Why a label is not recalibrated."""

    TOO_FEW = "too few results"
    TOO_FEW_WITH = "too few with it"
    TOO_FEW_WITHOUT = "too few without it"
    WRONG_WAY = "those with it have no clearly higher scores"
    NO_GAIN = "nothing would be gained"


@dataclass(frozen=True, slots=True)
class Fit:
    """How probabilities fit to results.

    Attributes:
        brier: Mean squared difference; lower is better.
        expected: Mean probability.
    """

    brier: float
    expected: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What the returned results teach about one label.

    Attributes:
        key: Of the label.
        results: Returned results that answer it.
        positives: How many of them have it.
        below: How many of them were below its threshold.
        before: How today's probabilities fit; None where there are too few results to tell.
        after: How the new ones fit to results that they were not fitted on.
        line: What would be saved; None where it is refused.
        refusal: Why; None where it is not.
        missing: How many more results are needed.
    """

    key: str
    results: int
    positives: int
    below: int
    before: Fit | None = None
    after: Fit | None = None
    line: Line | None = None
    refusal: Refusal | None = None
    missing: int = 0

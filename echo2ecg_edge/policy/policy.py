"""Policy: what ``policy.toml`` says, before it meets a bundle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Mode(StrEnum):
    """How thresholds are chosen; each but the last moves the bundle's own by one dial."""

    SENSITIVE = "sensitive"
    BALANCED = "balanced"
    SPECIFIC = "specific"
    CAPACITY = "capacity"
    THRESHOLDS = "thresholds"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a site decided; nothing of it depends on one bundle's numbers.

    Attributes:
        name: Of the site or the policy, shown on reports.
        mode: How thresholds are chosen.
        counts: Keys of the labels that may refer; None for all of the bundle.
        capacity: Echos that the site can do for every 100 people it screens; for mode capacity.
        thresholds: Label key -> probability at this site from which to refer; for mode thresholds.
        prevalence: Label key -> share of the people screened here who have it, where known.
    """

    name: str = "default"
    mode: Mode = Mode.BALANCED
    counts: tuple[str, ...] | None = None
    capacity: float | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    prevalence: Mapping[str, float] = field(default_factory=dict)


DEFAULT: Final = Policy()
"""Where nobody decided anything: the bundle's own thresholds, and all of its labels."""

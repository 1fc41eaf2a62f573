"""The rule of one label at a site: how its scores are read, and from where on it refers."""

import math
from dataclasses import dataclass

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.odds import chance, log_odds


@dataclass(frozen=True, slots=True)
class LabelRule:
    """How one label is read at a site.

    The log-odds here are ``slope`` x the bundle's log-odds + ``shift``: a shift alone moves the
    prevalence, both together are a recalibration on the site's own echos.

    Attributes:
        counts: Whether it may refer.
        refer_at: Probability at this site from which it refers.
        slope: Above 0; 1 where the site has returned no results.
        shift: 0 where nothing is known of the site.

    Raises:
        PolicyError: One of these cannot be meant.
    """

    counts: bool
    refer_at: float
    slope: float = 1.0
    shift: float = 0.0

    def __post_init__(self) -> None:
        is_line = 0 < self.slope < math.inf and math.isfinite(self.shift)
        if not (is_line and 0 <= self.refer_at <= 1):
            raise PolicyError(
                f"{self} is no rule: refer_at must lie between 0 and 1, slope above 0.",
                "Take a plan from a policy file: load_plan(FILE, bundle).",
            )

    def at_site(self, probability: float) -> float:
        """Return the bundle's probability as it is at this site; never falls where it rises."""
        return moved(probability, self.slope, self.shift)


def moved(probability: float, slope: float, shift: float) -> float:
    """Return the probability whose log-odds are ``slope`` x these + ``shift``.

    Args:
        probability: From 0 to 1; returned exactly as it is where nothing moves it.
        slope: Above 0.
        shift: In log-odds.
    """
    if slope == 1 and shift == 0:
        return probability
    return chance(slope * log_odds(probability) + shift)

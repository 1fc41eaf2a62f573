"""The LVEF estimate and its interval."""

from typing import Final

from echo2ecg_edge.model.manifest import LvefBand, LvefSpec
from echo2ecg_edge.prediction import LvefEstimate

LOWEST: Final = 5.0
"""Points; an estimate or an interval below is no heart's."""
HIGHEST: Final = 85.0
"""Points; the same above."""


def lvef_estimate(points: float, spec: LvefSpec, lead_set: str) -> LvefEstimate | None:
    """Return the estimate with its interval; None where the bundle has none for these leads.

    Args:
        points: What the graph says.
        spec: The bundle's intervals.
        lead_set: A key of ``LEAD_SETS``.
    """
    if not (bands := spec.bands.get(lead_set)):
        return None
    value = _clip(points)
    band = _band(value, bands)
    low = min(value, _clip(value + band.low))
    high = max(value, _clip(value + band.high))
    return LvefEstimate(value, low, high, spec.level, spec.knowledge)


def _band(value: float, bands: tuple[LvefBand, ...]) -> LvefBand:
    """Return the first band that the value is below; the last has no end."""
    return next((band for band in bands if value < band.below), bands[-1])


def _clip(points: float) -> float:
    return min(max(points, LOWEST), HIGHEST)

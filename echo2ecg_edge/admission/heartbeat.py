"""Is there a heartbeat, and can a heart beat at that rate?"""

from typing import Final

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.reason import Reason, ReasonCode

SLOWEST_BPM: Final = 20.0
"""Slower than escape rhythms; a heart so slow does not wait for screening."""
FASTEST_BPM: Final = 300.0
"""Faster than the ventricles can follow the atria."""


def implausible_beats(measurements: Measurements) -> Reason | None:
    """Return why the heartbeat cannot be believed, or None when it can.

    Args:
        measurements: Of the cleaned recording.
    """
    rate = measurements.heart_rate_bpm
    if rate is None:
        return Reason(ReasonCode.NO_HEARTBEAT_FOUND, {"beats": measurements.beats})
    if not SLOWEST_BPM <= rate <= FASTEST_BPM:
        return Reason(ReasonCode.HEART_RATE_IMPLAUSIBLE, {"heart_rate_bpm": rate})
    return None

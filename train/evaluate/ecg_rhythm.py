"""Features of the rhythm: the rate and how the RR intervals vary."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.delineation import rr_variation
from echo2ecg_edge.measure.median_beat import MedianBeat

RHYTHM_NAMES: Final = (
    "ventricular_rate_bpm", "rr_median_ms", "rr_shortest", "rr_longest", "rr_sd",
    "rr_irregularity", "rr_variation", "prevailing_share",
)  # fmt: skip
"""RR statistics without a unit are shares of the mean (rr_variation: of the median) interval."""


def rhythm_features(
    beats_s: NDArray[np.float64], beat: MedianBeat | None
) -> dict[str, float | None]:
    """Measure the rhythm.

    Args:
        beats_s: Times of the beats in seconds.
        beat: The median beat, where there is one.

    Returns:
        Value by name; empty with fewer than two beats.
    """
    rr_s = np.diff(beats_s)
    if not rr_s.size:
        return {}
    mean_s = float(rr_s.mean())
    features: dict[str, float | None] = {
        "ventricular_rate_bpm": 60 / mean_s,
        "rr_median_ms": 1000 * float(np.median(rr_s)),
        "rr_shortest": float(rr_s.min()) / mean_s,
        "rr_longest": float(rr_s.max()) / mean_s,
        "rr_sd": float(rr_s.std()) / mean_s,
    }
    if rr_s.size > 1:
        features["rr_irregularity"] = float(np.sqrt(np.mean(np.diff(rr_s) ** 2))) / mean_s
        features["rr_variation"] = rr_variation(beats_s)
    if beat is not None:
        features["prevailing_share"] = beat.beats / beats_s.size
    return features

"""One ECG before and after cleaning, with what several checks need of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.quality.agreement import agreement
from echo2ecg_edge.quality.extremes import Extremes, extremes
from echo2ecg_edge.quality.gaps import fill_missing
from echo2ecg_edge.recording import Recording


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """One ECG, before and after cleaning.

    Attributes:
        leads: Standard names of the rows.
        raw_mv: As it was recorded, NaN where samples are missing, shape (leads, samples).
        filled_mv: The same without gaps.
        rate_hz: Of both.
        cleaned_mv: Cleaned, shape (leads, samples).
        cleaned_rate_hz: Of it.
        extremes: Of ``raw_mv``.
        agreeing: How well each lead agrees with the others, shape (leads,).
    """

    leads: Sequence[str]
    raw_mv: NDArray[np.float32]
    filled_mv: NDArray[np.float32]
    rate_hz: float
    cleaned_mv: NDArray[np.float32]
    cleaned_rate_hz: float
    extremes: Extremes
    agreeing: NDArray[np.float64]


def gather(
    recording: Recording, cleaned_mv: NDArray[np.float32], cleaned_rate_hz: float
) -> Signals:
    """Put together what the checks look at.

    Args:
        recording: As it was read; NaN or infinite where samples are missing.
        cleaned_mv: The same leads cleaned, shape (leads, samples), millivolts.
        cleaned_rate_hz: Sampling rate of ``cleaned_mv``.
    """
    raw, rate_hz = recording.signal_mv, recording.rate_hz
    filled = fill_missing(raw)
    if filled is not raw:
        raw = np.where(np.isfinite(raw), raw, np.float32(np.nan))
    agreeing = agreement(cleaned_mv, cleaned_rate_hz)
    found = extremes(raw, rate_hz)
    return Signals(
        recording.leads, raw, filled, rate_hz, cleaned_mv, cleaned_rate_hz, found, agreeing
    )

"""How a published model wants its ECGs, where that is not the house's own cleaning.

A model only works on what it was trained on, so each step is the authors' own; all numbers are in
the bundle's manifest.
"""

from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal.band import Band, band_pass
from echo2ecg_edge.signal.baseline import (
    AlsBaseline,
    MedianBaseline,
    als_baseline,
    median_baseline,
)
from echo2ecg_edge.signal.spectrum import through_frequencies

Signal = NDArray[np.float32]
TINY_VARIANCE = 1e-12


class Thinning(StrEnum):
    """How a recording at twice the rate is brought to it; other rates are resampled."""

    SAMPLES = "every second sample"
    RESAMPLED = "resampled"


@dataclass(frozen=True, slots=True)
class LeadScale:
    """Fixed limits and scale per lead, 12 numbers each, in the order of ``LEADS``.

    Attributes:
        low_mv: What is lower is set to this.
        high_mv: What is higher is set to this.
        mean_mv: Subtracted after that.
        sd_mv: Then divided by.
    """

    low_mv: tuple[float, ...]
    high_mv: tuple[float, ...]
    mean_mv: tuple[float, ...]
    sd_mv: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """The steps from a recording in millivolts to model input, in the order they are done.

    Attributes:
        rate_hz: Rate the model works at.
        samples: Samples per lead of the model input, from the beginning; a shorter recording ends
            in zeros.
        band: Filter at the recording's rate; None for none.
        thinning: How half of a doubled rate is left out.
        limit_sd: The signal is limited to plus or minus this many SDs of the whole recording, all
            leads together; None for no limit.
        median: Baseline by running medians, subtracted; None for none.
        als: Baseline by asymmetric least squares, subtracted; None for none.
        scale: Fixed limits and scale per lead; None for none.
        zscore_groups: Groups of leads that are brought to mean 0 and SD 1 together, by the whole
            recording; empty for none.
    """

    rate_hz: float
    samples: int
    band: Band | None
    thinning: Thinning
    limit_sd: float | None
    median: MedianBaseline | None
    als: AlsBaseline | None
    scale: LeadScale | None
    zscore_groups: tuple[tuple[str, ...], ...]


def require_packages(spec: Preparation) -> None:
    """Raise EngineError where a step needs a package that is not installed.

    Asked when a model is opened, so that nobody finds out at the first patient.
    """
    if (spec.band is not None or spec.als is not None) and find_spec("scipy") is None:
        raise EngineError(
            "This model prepares the ECG in a way that needs the package scipy.",
            "Install it with: pip install scipy",
        )


def prepare(signal_mv: Signal, rate_hz: float, spec: Preparation) -> Signal:
    """Turn a recording into the input of a published model.

    Args:
        signal_mv: All twelve leads in order, shape (12, samples), millivolts, no NaN.
        rate_hz: Its sampling rate.
        spec: The steps.

    Returns:
        float32, shape (1, 12, 1, spec.samples).

    Raises:
        ImportError: A step needs a package that is not installed; see ``require_packages``.
    """
    signal = _at_rate(signal_mv, rate_hz, spec)
    if spec.limit_sd is not None:
        limit = spec.limit_sd * signal.std()
        signal = np.clip(signal, -limit, limit)
    if spec.median is not None:
        signal = signal - median_baseline(signal, spec.median)
    if spec.als is not None:
        signal = signal - als_baseline(signal, spec.als)
    if spec.scale is not None:
        low, high, mean, sd = (_column(values) for values in _numbers(spec.scale))
        signal = (np.clip(signal, low, high) - mean) / sd
    signal = _standardised(signal, spec.zscore_groups)
    out = np.zeros((1, len(LEADS), 1, spec.samples), np.float32)
    window = signal[:, : spec.samples]
    out[0, :, 0, : window.shape[1]] = window
    return out


def _at_rate(signal_mv: Signal, rate_hz: float, spec: Preparation) -> Signal:
    """Filter at the recording's rate and bring it to the model's."""
    if spec.band is not None:
        return band_pass(signal_mv, rate_hz, spec.rate_hz, spec.band)
    if rate_hz == 2 * spec.rate_hz and spec.thinning is Thinning.SAMPLES:
        return signal_mv[:, ::2]
    same = rate_hz == spec.rate_hz
    return signal_mv if same else through_frequencies(signal_mv, rate_hz, spec.rate_hz)


def _standardised(signal: Signal, groups: tuple[tuple[str, ...], ...]) -> Signal:
    out = signal.copy() if groups else signal
    for group in groups:
        rows = [LEADS.index(lead) for lead in group]
        part = signal[rows]
        out[rows] = (part - part.mean()) / np.sqrt(part.var() + TINY_VARIANCE)
    return out


def _numbers(scale: LeadScale) -> tuple[tuple[float, ...], ...]:
    return scale.low_mv, scale.high_mv, scale.mean_mv, scale.sd_mv


def _column(values: tuple[float, ...]) -> Signal:
    return np.asarray(values, np.float32)[:, None]

"""The figures as neurokit2 measures them on lead II: rate, PR, QRS and QTc.

Its delineation is rough and looks at one lead. It is another measurement, not the truth.
"""

import warnings
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

METHODS: Final = ("dwt", "prominence")
"""Of its delineation, those that give onsets and ends of all three waves: its usual one for
intervals, and the one that comes closest to normal intervals in normal ECGs."""
VALUES: Final = ("ventricular_rate", "pr_interval", "qrs_duration", "qt_corrected")
NAN: Final = float("nan")
NOTHING: Final = (NAN, NAN, NAN, NAN)
FAULTS: Final = (ArithmeticError, IndexError, KeyError, TypeError, ValueError)
"""What it raises on ECGs that it cannot read."""


def measure_one(
    lead_mv: NDArray[np.float32], rate_hz: float, method: str
) -> tuple[float, float, float, float]:
    """Measure one lead; NaN where neurokit2 fails.

    Args:
        lead_mv: Shape (samples,), millivolts: lead II.
        rate_hz: Its sampling rate.
        method: One of METHODS.

    Returns:
        In the order of VALUES: per minute, then milliseconds.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about ECGs that it cannot read
        try:
            return _measured(lead_mv, round(rate_hz), method)
        except FAULTS:
            return NOTHING


def _measured(
    lead_mv: NDArray[np.float32], rate_hz: int, method: str
) -> tuple[float, float, float, float]:
    import neurokit2 as nk

    cleaned = nk.ecg_clean(lead_mv, sampling_rate=rate_hz)
    peaks = nk.ecg_peaks(cleaned, sampling_rate=rate_hz)[1]["ECG_R_Peaks"]
    if len(peaks) < 2:
        return NOTHING
    rr_s = np.diff(peaks) / rate_hz
    try:
        waves = nk.ecg_delineate(cleaned, peaks, sampling_rate=rate_hz, method=method)[1]
        qt_ms = _between(waves, "ECG_R_Onsets", "ECG_T_Offsets", rate_hz)
        pr_ms = _between(waves, "ECG_P_Onsets", "ECG_R_Onsets", rate_hz)
        qrs_ms = _between(waves, "ECG_R_Onsets", "ECG_R_Offsets", rate_hz)
    except FAULTS:
        return 60 / float(rr_s.mean()), NAN, NAN, NAN
    return 60 / float(rr_s.mean()), pr_ms, qrs_ms, qt_ms / float(np.median(rr_s)) ** 0.5


def _between(waves: dict[str, Any], start: str, end: str, rate_hz: int) -> float:
    """Median over the beats, milliseconds; NaN where no beat has both."""
    spans = np.asarray(waves[end], float) - np.asarray(waves[start], float)
    spans = spans[np.isfinite(spans)]
    return 1000 * float(np.median(spans)) / rate_hz if spans.size else NAN

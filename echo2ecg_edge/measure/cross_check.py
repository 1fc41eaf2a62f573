"""The same figures by neurokit2, on request: another measurement, not the truth.

It looks at lead II alone, and its delineation is rough.
"""

import warnings
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS

METHOD: Final = "prominence"
"""Of its ways of delineation, the one that comes closest to normal intervals in normal ECGs."""
NAMES: Final = ("heart_rate_bpm", "pr_ms", "qrs_ms", "qtc_bazett_ms")
SPANS: Final = {
    "pr_ms": ("ECG_P_Onsets", "ECG_R_Onsets"),
    "qrs_ms": ("ECG_R_Onsets", "ECG_R_Offsets"),
    "qtc_bazett_ms": ("ECG_R_Onsets", "ECG_T_Offsets"),
}
FAULTS: Final = (ArithmeticError, IndexError, KeyError, TypeError, ValueError)
"""What it raises on ECGs that it cannot read."""


def cross_check(cleaned_mv: NDArray[np.float32], rate_hz: float) -> dict[str, float | None]:
    """Measure rate, PR, QRS and QTc with neurokit2.

    Args:
        cleaned_mv: Shape (12, samples), millivolts, baseline removed, in the order of ``LEADS``.
        rate_hz: Its sampling rate.

    Returns:
        The names of ``NAMES``, which are those of ``Measurements``; None where it finds nothing.

    Raises:
        CallError: neurokit2 is not installed.
    """
    try:
        import neurokit2 as nk
    except ImportError as error:
        raise CallError(
            "The cross-check needs neurokit2, which is not installed.",
            "Install it: pip install 'echo2ecg-edge[measure]'",
        ) from error
    found: dict[str, float | None] = dict.fromkeys(NAMES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about ECGs that it cannot read
        try:
            _measure(nk, cleaned_mv[LEADS.index("II")], round(rate_hz), found)
        except FAULTS:
            return found  # with what was measured until then
    return found


def _measure(
    nk: Any, lead_mv: NDArray[np.float32], rate_hz: int, found: dict[str, float | None]
) -> None:
    """Fill in what can be measured on one lead."""
    lead = nk.ecg_clean(lead_mv, sampling_rate=rate_hz)
    peaks = nk.ecg_peaks(lead, sampling_rate=rate_hz)[1]["ECG_R_Peaks"]
    if len(peaks) < 2:
        return
    rr_s = np.diff(peaks) / rate_hz
    found["heart_rate_bpm"] = 60 / float(rr_s.mean())
    waves = nk.ecg_delineate(lead, peaks, sampling_rate=rate_hz, method=METHOD)[1]
    for name, (start, end) in SPANS.items():
        found[name] = _median_ms(waves[start], waves[end], rate_hz)
    if found["qtc_bazett_ms"] is not None:
        found["qtc_bazett_ms"] /= float(np.median(rr_s)) ** 0.5


def _median_ms(starts: Any, ends: Any, rate_hz: int) -> float | None:
    """Median over the beats; None where no beat has both."""
    spans = np.asarray(ends, float) - np.asarray(starts, float)
    spans = spans[np.isfinite(spans)]
    return 1000 * float(np.median(spans)) / rate_hz if spans.size else None

"""Features of the waves over all leads together: intervals and the shape of P and T."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.amplitudes import largest, p_wave_mv, t_span
from echo2ecg_edge.measure.delineation import Waves, intervals
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.measure.voltages import p_terminal_force_mm_s

WAVE_NAMES: Final = (
    "pr_ms", "p_ms", "qrs_ms", "qt_ms", "qtc_bazett_ms", "qtc_fridericia_ms", "jt_ms",
    "p_height_mv", "p_recurrence", "p_terminal_force_mm_s", "t_peak_to_end_ms", "t_asymmetry",
    "t_complexity", "t_inverted_leads", "qrs_notches",
)  # fmt: skip
INVERTED_MV: Final = -0.1
NOTCH_MV: Final = 0.02
"""A turn of the QRS by less than this is noise."""


def wave_features(beat: MedianBeat, waves: Waves) -> dict[str, float | None]:
    """Measure intervals and the shape of P, QRS and T.

    Args:
        beat: The median beat.
        waves: Its waves.

    Returns:
        Value by name; None where unmeasurable.
    """
    found = intervals(beat, waves)
    qrs = beat.signal_mv[:, waves.qrs_onset : waves.qrs_end + 1]
    features: dict[str, float | None] = {
        "pr_ms": found.pr_ms,
        "p_ms": found.p_ms,
        "qrs_ms": found.qrs_ms,
        "qt_ms": found.qt_ms,
        "qtc_bazett_ms": found.qtc_bazett_ms,
        "qtc_fridericia_ms": found.qtc_fridericia_ms,
        "jt_ms": None if found.qt_ms is None else found.qt_ms - found.qrs_ms,
        "qrs_notches": _notches(qrs),
    }
    return features | _p_wave(beat, waves) | _t_wave(beat, waves)


def _p_wave(beat: MedianBeat, waves: Waves) -> dict[str, float | None]:
    p_mv = p_wave_mv(beat, waves)
    if p_mv is None or waves.p is None:
        return {}
    return {
        "p_height_mv": waves.p.height_mv,
        "p_recurrence": min(waves.p.recurrence, 100.0),  # without bound where the beats are equal
        "p_terminal_force_mm_s": p_terminal_force_mm_s(p_mv, beat.rate_hz),
    }


def _t_wave(beat: MedianBeat, waves: Waves) -> dict[str, float | None]:
    start, stop = t_span(beat, waves)
    t_mv = beat.signal_mv[:, start:stop]
    inverted = largest(t_mv) < INVERTED_MV
    inverted[LEADS.index("aVR")] = False  # there it is normal
    strengths = np.linalg.svd(t_mv @ t_mv.T, compute_uv=False, hermitian=True)
    features: dict[str, float | None] = {
        "t_inverted_leads": float(inverted.sum()),
        "t_complexity": float(np.sqrt(strengths[1] / max(strengths[0], 1e-9))),
    }
    if waves.t is not None:
        sample_ms = 1000 / beat.rate_hz
        features["t_peak_to_end_ms"] = (waves.t.end - waves.t.peak) * sample_ms
        features["t_asymmetry"] = _asymmetry(t_mv, waves.t.peak - start)
    return features


def _asymmetry(t_mv: NDArray[np.float32], peak: int) -> float | None:
    """Share of the T wave's energy before its peak: above a half where it rises slowly."""
    power = np.square(t_mv).sum(axis=0)
    whole = float(power.sum())
    return float(power[:peak].sum()) / whole if whole > 0 else None


def _notches(qrs_mv: NDArray[np.float32]) -> float:
    """Mean number of turns of the QRS over the leads: two in an rS or qR, more when notched."""
    steps = np.diff(qrs_mv[:, ::3], axis=1)
    turns = (steps[:, 1:] * steps[:, :-1] < 0) & (np.abs(steps[:, 1:]) > NOTCH_MV)
    return float(turns.sum(axis=1).mean())

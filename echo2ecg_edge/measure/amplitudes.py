"""How high and deep the waves of a median beat are in every lead."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.median_beat import MedianBeat

LEAST_R_MV: Final = 0.03
"""A lower positive wave is no R wave; the complex is then a QS."""
T_START_S: Final = 0.06
"""The T wave is looked for this long after the QRS ..."""
T_LATEST_SHARE: Final = 0.62
"""... up to its end, or up to this share of the RR interval where no end is known."""


@dataclass(frozen=True, slots=True)
class QrsAmplitudes:
    """The QRS in every lead, shape (leads,) each.

    Attributes:
        q_mv: Depth of the Q wave, before the first R; positive or zero.
        r_mv: Height of the highest R wave; zero in a QS complex.
        s_mv: Depth of the deepest wave after the first R, or of a QS; positive or zero.
        q_ms: Duration of the Q wave.
        r_peak_ms: From the QRS onset to the highest R; NaN without R.
    """

    q_mv: NDArray[np.float32]
    r_mv: NDArray[np.float32]
    s_mv: NDArray[np.float32]
    q_ms: NDArray[np.float32]
    r_peak_ms: NDArray[np.float32]


def qrs_amplitudes(beat: MedianBeat, waves: Waves) -> QrsAmplitudes:
    """Measure Q, R and S in every lead of a median beat.

    Args:
        beat: The median beat.
        waves: Its waves.
    """
    return amplitudes_of(beat.signal_mv[:, waves.qrs_onset : waves.qrs_end + 1], beat.rate_hz)


def amplitudes_of(qrs_mv: NDArray[np.float32], rate_hz: float) -> QrsAmplitudes:
    """Measure Q, R and S in every lead.

    Args:
        qrs_mv: Shape (leads, samples), millivolts: the QRS alone, above the level before it.
        rate_hz: Its sampling rate.
    """
    sample_ms = 1000 / rate_hz
    # Summits only: an elevated ST segment after a QS is no R wave.
    summits = np.zeros(qrs_mv.shape, np.bool_)
    inner = qrs_mv[:, 1:-1]
    summits[:, 1:-1] = (inner >= qrs_mv[:, :-2]) & (inner > qrs_mv[:, 2:]) & (inner >= LEAST_R_MV)
    has_r: NDArray[np.bool_] = np.asarray(summits.any(axis=1))
    heights = np.where(summits, qrs_mv, 0)
    after_first = np.logical_or.accumulate(summits, axis=1)
    after_first[~has_r] = True
    below = np.minimum(qrs_mv, 0)
    q_wave = np.where(after_first, 0, below)
    peak_ms = heights.argmax(axis=1) * sample_ms
    return QrsAmplitudes(
        q_mv=-q_wave.min(axis=1),
        r_mv=heights.max(axis=1),
        s_mv=-np.where(after_first, below, 0).min(axis=1),
        q_ms=((q_wave < 0).sum(axis=1) * sample_ms).astype(np.float32),
        r_peak_ms=np.where(has_r, peak_ms, np.nan).astype(np.float32),
    )


def p_wave_mv(beat: MedianBeat, waves: Waves) -> NDArray[np.float32] | None:
    """P wave above the line between its feet, shape (leads, samples); None without P wave.

    Args:
        beat: The median beat.
        waves: Its waves.
    """
    if waves.p is None:
        return None
    p = beat.signal_mv[:, waves.p.onset : waves.p.end + 1]
    share = np.linspace(0, 1, p.shape[1], dtype=np.float32)
    return np.asarray(p - (p[:, :1] * (1 - share) + p[:, -1:] * share))


def t_span(beat: MedianBeat, waves: Waves) -> tuple[int, int]:
    """First sample after the ST segment, and the sample after the T wave.

    Args:
        beat: The median beat.
        waves: Its waves.
    """
    start = waves.qrs_end + round(T_START_S * beat.rate_hz)
    usual = beat.r_index + round(T_LATEST_SHARE * beat.rr_s * beat.rate_hz)
    stop = usual if waves.t is None else waves.t.end
    return start, max(start + 2, min(stop, beat.signal_mv.shape[1]))


def st_level_mv(beat: MedianBeat, waves: Waves, after_s: float) -> NDArray[np.float32]:
    """Level after the J point relative to the level before the QRS, shape (leads,).

    Args:
        beat: The median beat.
        waves: Its waves.
        after_s: Seconds after the J point.
    """
    place = min(waves.qrs_end + round(after_s * beat.rate_hz), beat.signal_mv.shape[1] - 1)
    return beat.signal_mv[:, place]


def largest(wave_mv: NDArray[np.float32]) -> NDArray[np.float32]:
    """Signed height of the largest deflection of every lead, shape (leads,).

    Args:
        wave_mv: Shape (leads, samples), at least one sample.
    """
    high, low = wave_mv.max(axis=-1), wave_mv.min(axis=-1)
    return np.asarray(np.where(high >= -low, high, low))

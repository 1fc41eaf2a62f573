"""Picture: the averaged beat as a few numbers a lead, the same for any heart rate.

P wave, QRS complex and ST segment with T wave are each cut into the same number of stretches, and
each stretch is one mean. What is left is the shape, lead by lead.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.measure.amplitudes import p_wave_mv
from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.median_beat import MedianBeat

STRETCHES: Final = (6, 12, 8)
"""Of P, QRS and ST-T."""
LEAST_MV: Final = (0.02, 0.1, 0.05)
"""Heights below which a wave counts little, of P, QRS and ST-T."""
T_LATEST_SHARE: Final = 0.62
"""Of the RR interval: where the T wave is taken to end when it was not found."""
LEAST_T_S: Final = 0.08
"""ST segment and T wave last at least this long."""

_ROWS = [LEADS.index(lead) for lead in INDEPENDENT_LEADS]
_EDGES = np.cumsum((0, *STRETCHES)).tolist()

Picture = NDArray[np.float32]


def picture(beat: MedianBeat, waves: Waves) -> Picture:
    """Return the picture of a beat of the leads I, II and V1 to V6, or of as many as there are.

    Args:
        beat: Of the twelve leads, or of the six limb leads.
        waves: Its waves.

    Returns:
        Shape (8 or 2, 26), millivolts; zeros for a P wave that is not there.
    """
    rows = [row for row in _ROWS if row < len(beat.signal_mv)]
    p_mv = p_wave_mv(beat, waves)
    st_start, window = waves.qrs_end + 1, beat.signal_mv.shape[1]
    usual = beat.r_index + int(T_LATEST_SHARE * beat.rr_s * beat.rate_hz)
    stop = min(window, usual) if waves.t is None else waves.t.end
    stop = min(window, max(stop, waves.qrs_end + round(LEAST_T_S * beat.rate_hz)))
    parts = (
        np.zeros((len(rows), 1)) if p_mv is None else p_mv[rows],
        beat.signal_mv[rows, waves.qrs_onset : st_start],
        beat.signal_mv[rows, st_start:stop],
    )
    means = [_means(part, count) for part, count in zip(parts, STRETCHES, strict=True)]
    return np.asarray(np.concatenate(means, axis=1), np.float32)


def levelled(pictures: Picture) -> Picture:
    """Make P, QRS and ST-T of each picture about equally high, and keep small waves small.

    Args:
        pictures: Shape (..., leads, 26), millivolts.
    """
    parts = []
    for start, stop, least_mv in zip(_EDGES[:-1], _EDGES[1:], LEAST_MV, strict=True):
        part = pictures[..., start:stop]
        height = np.sqrt(np.square(part).mean(axis=(-1, -2), keepdims=True) + least_mv**2)
        parts.append(part / height)
    return np.concatenate(parts, axis=-1)


def _means(part: NDArray[np.floating], count: int) -> NDArray[np.floating]:
    """Means of so many equally long stretches; their edges may lie between samples."""
    sums = np.zeros((len(part), part.shape[1] + 1))
    np.cumsum(part, axis=1, out=sums[:, 1:])
    edges = np.linspace(0, part.shape[1], count + 1)
    whole = np.minimum(edges.astype(np.intp), part.shape[1] - 1)
    at_edges = sums[:, whole] + part[:, whole] * (edges - whole)
    return np.asarray(np.diff(at_edges, axis=1) / (part.shape[1] / count))

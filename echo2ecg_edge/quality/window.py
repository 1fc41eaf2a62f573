"""The best stretch of a long recording, found second by second."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.recording import Recording

Seconds = NDArray[np.float64]

AT_ONCE_S: Final = 600
"""So many seconds are in work at a time: a day of ECG is never copied as a whole."""
TALL: Final = 2.5
"""A second so many times as high as the lead's middle second is disturbed, ..."""
LOW: Final = 0.2
"""... and one so low holds no heartbeat or no contact."""
LEAST_MV: Final = 0.1
"""Added to the middle height, so that small leads are not judged by their ratio alone."""
STILL_MV: Final = 0.005
"""A second in which nothing moves."""
HELD: Final = 0.2
"""Of a second may rest at its highest or lowest value; more is a recorder's limit ..."""
FAR_MV: Final = 0.5
"""... where the second is so high; a baseline that moves so far in a second wanders."""
ABSENT: Final = 2.0
"""Points for a second without samples, or without movement; other faults cost one each."""


def best_window(recording: Recording, window_s: float) -> int:
    """Return the first sample of the best ``window_s`` seconds, the earliest where several are.

    Args:
        recording: Of any length; windows begin at whole seconds.
        window_s: Length of the window in seconds.

    Returns:
        0 when the recording is no longer than the window.
    """
    signal_mv, second = recording.signal_mv, max(1, round(recording.rate_hz))
    samples = round(window_s * recording.rate_hz)
    seconds, length = signal_mv.shape[1] // second, max(1, round(window_s))
    if signal_mv.shape[1] <= samples or seconds <= length:
        return 0
    total = np.cumsum(np.concatenate([[0.0], _badness(signal_mv[:, : seconds * second], second)]))
    # Rounded, so that sums that differ in their last digits count as equal.
    best = int(np.round(total[length:] - total[:-length], 6).argmin())
    return int(min(best * second, signal_mv.shape[1] - samples))


def _badness(signal_mv: NDArray[np.float32], second: int) -> Seconds:
    """Points against each second, all leads together, shape (seconds,)."""
    step = AT_ONCE_S * second
    parts = [_look(signal_mv[:, at : at + step], second)
             for at in range(0, signal_mv.shape[1], step)]  # fmt: skip
    height, middle, held, missing = np.concatenate(parts, axis=-1)
    usual = np.array([_usual(lead) for lead in height])[:, None]
    moved = np.abs(np.diff(middle, axis=-1, prepend=middle[:, :1]))
    is_tall = height > TALL * (usual + LEAST_MV)
    is_low = height < LOW * usual
    is_clipped = (held > HELD) & (height > FAR_MV)
    points = ABSENT * (missing + (height < STILL_MV))
    points += is_tall.astype(np.float64) + is_low + is_clipped + (moved > FAR_MV)
    return np.asarray(points.sum(axis=0))


def _usual(height_mv: Seconds) -> float:
    """Middle height of the seconds in which a lead moves; zero where it never does."""
    moving = height_mv[height_mv >= STILL_MV]
    return float(np.median(moving)) if moving.size else 0.0


def _look(signal_mv: NDArray[np.float32], second: int) -> NDArray[np.float64]:
    """Height, mean, share at the extremes and share missing of each lead and second.

    Returns:
        Shape (4, leads, seconds); zeros for a second without samples.
    """
    parts = signal_mv.reshape(len(signal_mv), -1, second)
    known = np.isfinite(parts)
    share = known.mean(axis=-1)
    if not known.all():
        parts = np.where(known, parts, np.float32(np.nan))
    high, low = np.fmax.reduce(parts, axis=-1), np.fmin.reduce(parts, axis=-1)
    held = (parts == high[..., None]).mean(axis=-1) + (parts == low[..., None]).mean(axis=-1)
    total = np.add.reduce(parts, axis=-1, where=known, dtype=np.float64)
    middle = total / np.maximum(share * second, 1)
    height = np.nan_to_num((high - low).astype(np.float64))
    return np.array([height, middle, held, 1 - share])

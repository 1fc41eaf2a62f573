"""Align the beats of an ECG with each other and keep the kind of beat that prevails.

Ectopic beats look different or come early. Those are left out; in bigeminy, where both kinds are
equally many, the kind after the longer interval is kept.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

HALF_QRS: Final = 40
"""Half the stretch compared between beats: 80 ms at 500 Hz."""
LARGEST_LAG: Final = 15
"""Beats move by at most 30 ms at a time to fit the others."""
SLOPE: Final = 4
"""Slopes between 8 ms before and after are compared: blind to the baseline."""
STRIDE: Final = 4
"""Every fourth sample is compared: the cleaned signal holds nothing above 50 Hz."""
LEAST_LIKENESS: Final = 0.8
"""Correlation over all leads below which two beats are of different kinds."""
EARLY_SHARE: Final = 0.8
"""A beat after less than this share of the usual interval is early ..."""
MOST_EARLY: Final = 0.34
"""... and left out, unless more than this share of the beats are: then the rhythm is irregular."""


def aligned_beats(signal_mv: NDArray[np.float32], beats: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the prevailing beats, moved so that their QRS complexes lie on each other.

    Args:
        signal_mv: Shape (leads, samples), millivolts at 500 Hz.
        beats: Sample index of at least two QRS complexes, ascending, off by up to about 30 ms.

    Returns:
        Sample indices, ascending; empty where no QRS lies whole in the signal.
    """
    usual = np.median(np.diff(beats))
    before = np.diff(beats, prepend=beats[0] - usual)  # nobody knows what came before the first
    margin = HALF_QRS + SLOPE + 3 * LARGEST_LAG
    whole = (beats >= margin) & (beats < signal_mv.shape[1] - margin)
    beats, before = beats[whole], before[whole]
    if not beats.size:
        return beats
    # Each lead counts by its shape, so that a loose one does not drown the others.
    scaled = signal_mv / np.maximum(signal_mv.std(axis=-1, keepdims=True), np.float32(0.02))
    # Samples first: the leads of one sample lie side by side, which makes the rest fast.
    slopes = np.ascontiguousarray((scaled[:, 2 * SLOPE :] - scaled[:, : -2 * SLOPE]).T)
    beats = _aligned(slopes, beats, _around(slopes, beats[beats.size // 2]))
    beats = beats[_prevailing(_around(slopes, beats), before < EARLY_SHARE * usual, before)]
    for _ in range(2):
        beats = _aligned(slopes, beats, _around(slopes, beats).mean(axis=1))
    return beats


def _around(slopes: NDArray[np.float32], beats: NDArray[np.intp]) -> NDArray[np.float32]:
    """Slopes around the QRS, shape (samples, *beats, leads)."""
    around = np.arange(-HALF_QRS, HALF_QRS + 1, STRIDE) - SLOPE
    return np.asarray(slopes[around.reshape(-1, *(1,) * np.ndim(beats)) + beats])


def _aligned(
    slopes: NDArray[np.float32], beats: NDArray[np.intp], template: NDArray[np.float32]
) -> NDArray[np.intp]:
    """Move every beat to where its slopes fit the template's best, up to the largest lag."""
    reach, lags = HALF_QRS + LARGEST_LAG, 2 * LARGEST_LAG + 1
    stretch = slopes[np.arange(-reach, reach + 1)[:, None] - SLOPE + beats]
    fit = np.zeros((lags, beats.size), np.float32)
    for place, expected in enumerate(template):
        fit += stretch[place * STRIDE : place * STRIDE + lags] @ expected
    return np.asarray(beats + fit.argmax(axis=0) - LARGEST_LAG, np.intp)


def _prevailing(
    slopes: NDArray[np.float32], early: NDArray[np.bool_], before: NDArray[np.floating]
) -> NDArray[np.bool_]:
    """Say which beats look like most others and do not come early."""
    flat = slopes.transpose(0, 2, 1).reshape(-1, slopes.shape[1])
    flat = flat / np.maximum(np.linalg.norm(flat, axis=0), 1e-6)
    alike = flat.T @ flat > LEAST_LIKENESS
    np.fill_diagonal(alike, val=True)
    # The kind with most members; of equally many, the one after the longer intervals.
    members = alike.sum(axis=1)
    kind = alike[np.lexsort((alike @ before / members, members))[-1]]
    kept = kind & ~early
    return np.asarray(kept if early.mean() <= MOST_EARLY and kept.any() else kind)

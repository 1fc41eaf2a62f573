"""Align the beats of an ECG with each other and keep the kind of beat that prevails.

Ectopic beats look different or come early. Those are left out; in bigeminy, where both kinds are
equally many, the kind after the longer interval is kept.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal.middle import median

HALF_QRS: Final = 40
"""Half the stretch compared between beats: 80 ms at 500 Hz."""
LARGEST_LAG: Final = 15
"""Beats move by at most 30 ms at a time to fit the others."""
SLOPE: Final = 4
"""Slopes between 8 ms before and after are compared: blind to the baseline."""
STRIDE: Final = 4
"""Every fourth sample is compared: the cleaned signal holds nothing above 50 Hz."""
MOVES: Final = 3
"""How often they move."""
FARTHEST: Final = HALF_QRS + MOVES * LARGEST_LAG
"""How far from where a beat was found its QRS may reach."""
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
    usual = float(median(np.diff(beats)))
    before = np.diff(beats, prepend=beats[0] - usual)  # nobody knows what came before the first
    whole = (beats >= FARTHEST + SLOPE) & (beats < signal_mv.shape[1] - FARTHEST - SLOPE)
    beats, before = beats[whole], before[whole]
    if not beats.size:
        return beats
    slopes, moved = _slopes(signal_mv, beats), np.zeros(beats.size, np.intp)
    moved = _fitted(slopes, moved, _shapes(slopes, moved)[beats.size // 2])
    kept = _prevailing(_shapes(slopes, moved), before < EARLY_SHARE * usual, before)
    slopes, moved, beats = slopes[kept], moved[kept], beats[kept]
    for _ in range(MOVES - 1):
        moved = _fitted(slopes, moved, _shapes(slopes, moved).mean(axis=0))
    return beats + moved


def _slopes(signal_mv: NDArray[np.float32], beats: NDArray[np.intp]) -> NDArray[np.float32]:
    """Slopes around every beat as far as it may move, shape (beats, samples, leads).

    Each lead counts by its shape, so that a loose one does not drown the others.
    """
    spread = np.maximum(signal_mv[:, ::STRIDE].std(axis=-1), np.float32(0.02))
    around = np.arange(-FARTHEST - SLOPE, FARTHEST + SLOPE + 1)
    windows = signal_mv.T[beats[:, None] + around] / spread
    return np.asarray(windows[:, 2 * SLOPE :] - windows[:, : -2 * SLOPE])


def _shapes(slopes: NDArray[np.float32], moved: NDArray[np.intp]) -> NDArray[np.float32]:
    """Slopes of the moved beats' QRS, shape (beats, samples, leads)."""
    around = FARTHEST + np.arange(-HALF_QRS, HALF_QRS + 1, STRIDE)
    return np.asarray(slopes[np.arange(moved.size)[:, None], around + moved[:, None]])


def _fitted(
    slopes: NDArray[np.float32], moved: NDArray[np.intp], template: NDArray[np.float32]
) -> NDArray[np.intp]:
    """Move every beat to where its slopes fit the template's best, up to the largest lag."""
    around = np.arange(-HALF_QRS - LARGEST_LAG, HALF_QRS + LARGEST_LAG + 1)
    lags = np.arange(2 * LARGEST_LAG + 1)
    # The template laid at every lag: one product of matrices does all comparisons.
    laid = np.zeros((lags.size, around.size, template.shape[1]), np.float32)
    laid[lags[:, None], lags[:, None] + np.arange(0, 2 * HALF_QRS + 1, STRIDE)] = template
    stretch = slopes[np.arange(moved.size)[:, None], FARTHEST + around + moved[:, None]]
    fit = stretch.reshape(moved.size, -1) @ laid.reshape(lags.size, -1).T
    return np.asarray(moved + fit.argmax(axis=1) - LARGEST_LAG, np.intp)


def _prevailing(
    shapes: NDArray[np.float32], early: NDArray[np.bool_], before: NDArray[np.floating]
) -> NDArray[np.bool_]:
    """Say which beats look like most others and do not come early."""
    flat = shapes.reshape(len(shapes), -1)
    flat = flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
    alike = flat @ flat.T > LEAST_LIKENESS
    np.fill_diagonal(alike, val=True)
    # The kind with most members; of equally many, the one after the longer intervals.
    members = alike.sum(axis=1)
    kind = alike[np.lexsort((alike @ before / members, members))[-1]]
    kept = kind & ~early
    return np.asarray(kept if early.mean() <= MOST_EARLY and kept.any() else kind)

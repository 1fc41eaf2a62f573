"""Give every real ECG a simulated one of the same finding, sex, age and rate."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.ecgs import Ecgs

GROUPS = {
    "normal": ("NORM",),
    "LBBB": ("LBBB",),
    "RBBB": ("RBBB",),
    "AF": ("AF", "FLUTTER"),
    "LVH": ("LVH",),
    "MI": ("AMI", "IMI", "LMI"),
    "ST-T": ("ISC", "NST", "NDT", "LNGQT"),
}
"""Group -> findings; an ECG belongs to the first that fits, and to OTHER where none does."""
OTHER = "other"
MOST_YEARS, MOST_BPM = 5.0, 5.0


def group_of(ecgs: Ecgs) -> NDArray[np.int64]:
    """Return the group of each ECG as an index into GROUPS; len(GROUPS) is OTHER."""
    group = np.full(len(ecgs), len(GROUPS))
    for index, names in reversed(list(enumerate(GROUPS.values()))):
        group[np.any([ecgs.finding(name) for name in names], axis=0)] = index
    return group


def matched(real: Ecgs, simulated: Ecgs, rate: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair real with simulated ECGs one to one: the nearest that is left, within the limits.

    Args:
        real: Looked through in order.
        simulated: Each serves once.
        rate: Name of the feature that is the ventricular rate.

    Returns:
        Rows of real and rows of simulated ECGs, pair by pair.
    """
    keys = [np.stack([group_of(e), e.female.astype(int)], axis=1) for e in (real, simulated)]
    near = [
        np.stack([e.age_years / MOST_YEARS, e.feature(rate) / MOST_BPM], axis=1)
        for e in (real, simulated)
    ]
    left = np.isfinite(near[1]).all(axis=1)
    pairs = []
    for row in np.flatnonzero(np.isfinite(near[0]).all(axis=1)):
        candidates = np.flatnonzero(left & (keys[1] == keys[0][row]).all(axis=1))
        away = np.abs(near[1][candidates] - near[0][row])
        candidates, away = candidates[(away <= 1).all(axis=1)], away[(away <= 1).all(axis=1)]
        if len(candidates):
            best = candidates[away.sum(axis=1).argmin()]
            left[best] = False
            pairs.append((row, best))
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]

"""How regular the rhythm is, and whether it looks like atrial fibrillation."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.delineation import Waves, rr_variation
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.measure.p_wave import LEAST_HEIGHT_MV, largest_bump

IRREGULAR: Final = 0.05
"""Variation of the RR intervals above which the rhythm is irregular; see ``rr_variation``."""
LEAST_BEATS: Final = 4
"""With fewer nobody can say whether a rhythm is irregular."""
LEAST_RECURRENCE: Final = 2.3
"""What looks like a P wave but recurs less is none. Fitted, with the limit above, to folds 1 to 8
of PTB-XL: sensitivity 91 %, specificity 98 %."""


def rr_irregularity(rr_s: NDArray[np.float64]) -> float | None:
    """Root mean square of successive differences over the mean; None with fewer than two.

    Args:
        rr_s: Intervals in seconds.
    """
    if rr_s.size < 2:
        return None
    return float(np.sqrt(np.mean(np.square(np.diff(rr_s))))) / float(rr_s.mean())


def is_af_suspected(beat: MedianBeat, waves: Waves, beats_s: NDArray[np.float64]) -> bool | None:
    """Say whether the rhythm is irregular and there is no P wave.

    Args:
        beat: The median beat.
        waves: Its waves.
        beats_s: Times of all beats in seconds, ascending.

    Returns:
        None with too few beats.
    """
    if beats_s.size < LEAST_BEATS:
        return None
    if rr_variation(beats_s) <= IRREGULAR:
        return False
    t_end = waves.qrs_end if waves.t is None else waves.t.end
    bump = largest_bump(beat, waves.qrs_onset, t_end)
    if bump is None or bump.height_mv < LEAST_HEIGHT_MV:
        return True
    return bump.recurrence < LEAST_RECURRENCE

"""Work on the leads that say something of their own, and add those that follow from I and II."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS

Signal = NDArray[np.float32]

_ROWS: Final = [LEADS.index(lead) for lead in INDEPENDENT_LEADS]
_DERIVED: Final = slice(2, 2 + len(DERIVED_FROM_I_AND_II))
_WEIGHTS: Final = np.array(list(DERIVED_FROM_I_AND_II.values()), np.float32)


def independent(signal: Signal) -> Signal:
    """Return leads I, II and the chest leads of twelve; other numbers of leads are all kept.

    Args:
        signal: Shape (leads, samples); twelve are in the order of ``LEADS``.
    """
    return signal[_ROWS] if signal.shape[0] == len(LEADS) else signal


def completed(windows: Signal, leads: int) -> Signal:
    """Return all leads again.

    Args:
        windows: Shape (independent leads, ...), from ``independent``.
        leads: How many there were.

    Returns:
        Shape (leads, ...); the same array where all were kept.
    """
    if leads != len(LEADS):
        return windows
    whole = np.empty((leads, *windows.shape[1:]), np.float32)
    whole[:2], whole[_DERIVED.stop :] = windows[:2], windows[2:]
    first, second = windows[:2]
    for row, (of_first, of_second) in zip(whole[_DERIVED], _WEIGHTS, strict=True):
        np.multiply(first, of_first, out=row)
        row += of_second * second
    return whole

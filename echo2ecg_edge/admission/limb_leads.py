"""Do the six limb leads belong together? Four of them follow from I and II.

In most files the four equations hold to a few per cent, but leads that were digitised
or smoothed one by one miss by much more. So a moderate error is held against a recording only when
two columns can be swapped back to make it vanish.
"""

from itertools import combinations
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, LEADS, LIMB_LEADS
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal.blocks import block_heights

EQUATIONS: Final = MappingProxyType(
    {
        "III": "III = II - I",
        "aVR": "aVR = -(I + II) / 2",
        "aVL": "aVL = I - II / 2",
        "aVF": "aVF = II - I / 2",
    }
)
SUSPICIOUS: Final = 0.1
"""Error as a share of the signal. In 575 ECGs as their devices stored them it is at most 0.05."""
EXPLAINED: Final = 0.5
"""Two columns are taken for swapped when swapping them back leaves less than this of the error."""
HOPELESS: Final = 0.7
"""Columns in disorder or from different moments err by more; leads smoothed one by one by less."""
DEAD_MV: Final = 0.05
"""A lead lower than this is flat: it breaks the equations, but for a reason quality will name."""
STEP_S: Final = 0.01
"""A sample every so often is enough to compare whole leads."""
BLOCK_S: Final = 1.0
"""Compared block by block, each around its own mean: offsets and bursts of noise do not matter."""

_WEIGHTS = np.array(list(DERIVED_FROM_I_AND_II.values()), np.float32)


def inconsistent_limb_leads(recording: Recording) -> Reason | None:
    """Return a reason naming the most broken equation, or None when the leads may belong together.

    Args:
        recording: With all twelve leads; samples missing in a limb lead are passed over.
    """
    step = max(1, int(STEP_S * recording.rate_hz))
    rate_hz = recording.rate_hz / step
    signal = np.stack([recording.lead(lead)[::step] for lead in LEADS])
    signal = signal[:, np.isfinite(signal[: len(LIMB_LEADS)]).all(axis=0)]
    if signal.shape[1] < BLOCK_S * rate_hz:
        return None
    heights = np.median(block_heights(signal[: len(LIMB_LEADS)], rate_hz, BLOCK_S), axis=-1)
    is_alive = heights >= DEAD_MV
    errors = np.where(is_alive[2:] & is_alive[:2].all(), _errors(signal, rate_hz), 0)
    worst, error = int(errors.argmax()), float(errors.max())
    if error <= SUSPICIOUS or (error <= HOPELESS and not _is_a_swap(signal, rate_hz, error)):
        return None
    equation = list(EQUATIONS.values())[worst]
    return Reason(ReasonCode.LEADS_INCONSISTENT, {"equation": equation, "difference": error})


def _errors(signal: NDArray[np.float32], rate_hz: float) -> NDArray[np.float64]:
    """How far off the four equations are, as shares of the mean size of the limb leads."""
    blocks = int(signal.shape[1] / (rate_hz * BLOCK_S))
    limb = signal[: len(LIMB_LEADS), : signal.shape[1] // blocks * blocks]
    limb = limb.reshape(len(LIMB_LEADS), blocks, -1)
    limb = limb - limb.mean(axis=-1, keepdims=True)
    size = np.maximum(np.abs(limb).mean(axis=(0, 2)), 1e-9)
    rest = limb[2:] - np.tensordot(_WEIGHTS, limb[:2], axes=1)
    return np.asarray(np.median(np.abs(rest).mean(axis=-1) / size, axis=-1))


def _is_a_swap(signal: NDArray[np.float32], rate_hz: float, error: float) -> bool:
    """True when the equations hold much better with a limb column and another one exchanged."""
    for first, second in combinations(range(len(LEADS)), 2):
        if first >= len(LIMB_LEADS):
            break
        order = list(range(len(LEADS)))
        order[first], order[second] = second, first
        if _errors(signal[order], rate_hz).max() < EXPLAINED * error:
            return True
    return False

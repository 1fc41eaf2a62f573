"""Do the six limb leads belong together? Four of them follow from I and II."""

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, LIMB_LEADS
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
TOLERANCE: Final = 0.2
"""Share of the signal. Real ECGs: at most 0.06; two limb leads swapped: nearly always over 0.2."""
DEAD_MV: Final = 0.05
"""A lead lower than this is flat: it breaks the equations, but for a reason quality will name."""
STEP_S: Final = 0.01
"""A sample every so often is enough to compare whole leads."""
BLOCK_S: Final = 1.0
"""Compared block by block, each around its own mean: offsets and bursts of noise do not matter."""


def inconsistent_limb_leads(recording: Recording) -> Reason | None:
    """Return a reason naming the most broken equation, or None when all hold.

    Args:
        recording: With all limb leads; samples missing in one of them are passed over.
    """
    limb = np.stack([recording.lead(lead) for lead in LIMB_LEADS])
    step = max(1, int(STEP_S * recording.rate_hz))
    limb = limb[:, ::step]
    limb = limb[:, np.isfinite(limb).all(axis=0)]
    if limb.shape[1] < BLOCK_S * recording.rate_hz / step:
        return None
    errors = _errors(limb, recording.rate_hz / step)
    worst = max(errors, key=errors.__getitem__, default="III")
    if errors.get(worst, 0.0) <= TOLERANCE:
        return None
    values = {"equation": EQUATIONS[worst], "difference": errors[worst]}
    return Reason(ReasonCode.LEADS_INCONSISTENT, values)


def _errors(limb: NDArray[np.float32], rate_hz: float) -> dict[str, float]:
    """How far off each equation is, as a share of the mean size of the limb leads."""
    alive = np.median(block_heights(limb, rate_hz, BLOCK_S), axis=-1) >= DEAD_MV
    if not alive[:2].all():
        return {}
    blocks = int(limb.shape[1] / (rate_hz * BLOCK_S))
    parts = limb[:, : limb.shape[1] // blocks * blocks].reshape(len(limb), blocks, -1)
    parts = parts - parts.mean(axis=-1, keepdims=True)
    size = np.maximum(np.abs(parts).mean(axis=(0, 2)), 1e-9)
    errors = {}
    for row, (lead, (from_i, from_ii)) in enumerate(DERIVED_FROM_I_AND_II.items(), start=2):
        if alive[row]:
            rest = parts[row] - from_i * parts[0] - from_ii * parts[1]
            errors[lead] = float(np.median(np.abs(rest).mean(axis=-1) / size))
    return errors

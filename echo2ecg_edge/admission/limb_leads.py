"""Do the six limb leads belong together? Four of them follow from I and II.

In most files the equations hold to a few per cent, but leads that were digitised or smoothed one by
one miss by much more. So a moderate error is held against a recording only when another order of
its columns makes it vanish.
"""

from itertools import permutations, product
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, LEADS, LIMB_LEADS
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal.blocks import block_heights
from echo2ecg_edge.signal.middle import median

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
"""Columns are taken for swapped when another order leaves less than this share of the error."""
HOPELESS: Final = 0.7
"""Leads from different moments err by more, leads smoothed one by one by less."""
DEAD_MV: Final = 0.05
"""A lead lower than this is flat: it breaks the equations, but for a reason quality will name."""
STEP_S: Final = 0.01
"""A sample every so often is enough to compare whole leads."""
BLOCK_S: Final = 1.0
"""Compared block by block, each around its own mean: offsets and bursts of noise do not matter."""

_LIMB = len(LIMB_LEADS)
_RULES = np.hstack([np.array(list(DERIVED_FROM_I_AND_II.values())), -np.eye(_LIMB - 2)])
"""One row per equation, one column per limb lead: the sum is zero where the equation holds."""


def inconsistent_limb_leads(recording: Recording) -> Reason | None:
    """Return a reason naming the most broken equation, or None when the leads may belong together.

    Args:
        recording: With any leads; without all limb leads nothing is compared. Samples missing in
            a limb lead are passed over.
    """
    if not set(LIMB_LEADS) <= set(recording.leads):
        return None
    step = max(1, int(STEP_S * recording.rate_hz))
    rate_hz = recording.rate_hz / step
    rows = [recording.leads.index(lead) for lead in LEADS if lead in recording.leads]
    signal = recording.signal_mv[rows, ::step]
    signal = signal[:, np.isfinite(signal[:_LIMB]).all(axis=0)]
    signal = np.where(np.isfinite(signal), signal, 0)
    if signal.shape[1] < BLOCK_S * rate_hz:
        return None
    limb = signal[:_LIMB]
    is_alive = median(block_heights(limb, rate_hz, BLOCK_S)) >= DEAD_MV
    errors = _errors(_products(limb, rate_hz), np.arange(_LIMB)[None])[0]
    errors = np.where(is_alive[2:] & is_alive[:2].all(), errors, 0)
    worst, error = int(errors.argmax()), float(errors.max())
    if error <= SUSPICIOUS:
        return None
    if error <= HOPELESS and not _is_disorder(_products(signal, rate_hz), error):
        return None
    equation = list(EQUATIONS.values())[worst]
    return Reason(ReasonCode.LEADS_INCONSISTENT, {"equation": equation, "difference": error})


def _products(signal: NDArray[np.float32], rate_hz: float) -> NDArray[np.float64]:
    """Mean products of all pairs of leads in each block, shape (blocks, leads, leads)."""
    blocks = int(signal.shape[1] / (rate_hz * BLOCK_S))
    whole = signal[:, : signal.shape[1] // blocks * blocks].astype(np.float64)
    parts = whole.reshape(len(signal), blocks, -1)
    parts = (parts - parts.mean(axis=-1, keepdims=True)).transpose(1, 0, 2)
    return np.asarray(parts @ parts.transpose(0, 2, 1) / parts.shape[-1])


def _errors(products: NDArray[np.float64], orders: NDArray[np.intp]) -> NDArray[np.float64]:
    """How far off the equations are when the limb leads are read from these rows.

    Args:
        products: Of all leads, shape (blocks, leads, leads).
        orders: Rows of the six limb leads, shape (orders, 6).

    Returns:
        Shape (orders, 4): root mean square of what is left of each equation, as a share of that of
        the limb leads; the median over the blocks.
    """
    limb = products[:, orders[:, :, None], orders[:, None, :]]
    left = ((_RULES @ limb) * _RULES).sum(axis=-1)
    size = np.trace(limb, axis1=-2, axis2=-1)[..., None] / _LIMB
    share = np.sqrt(np.maximum(left, 0) / np.maximum(size, 1e-12))
    return median(np.moveaxis(share, 0, -1))


def _is_disorder(products: NDArray[np.float64], error: float) -> bool:
    """True when the equations hold much better in another order of the columns.

    Tried are all orders of the limb leads, and each exchange of a limb lead with a chest lead.
    """
    orders = [*permutations(range(_LIMB))]
    for limb, chest in product(range(_LIMB), range(_LIMB, products.shape[-1])):
        orders.append(tuple(chest if row == limb else row for row in range(_LIMB)))
    return bool(_errors(products, np.array(orders)).max(axis=-1).min() < EXPLAINED * error)

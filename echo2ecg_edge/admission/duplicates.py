"""Do two leads hold the same signal? No heart makes that; whoever wrote the file did.

Compared are the slopes of the eight leads that are really measured: the other four are sums of I
and II anyway, and their equations are asked elsewhere. Neighbours on the chest are never quite the
same. A copy with another gain passes if it was rounded to several microvolts afterwards.
"""

from typing import Final

import numpy as np

from echo2ecg_edge.leads import INDEPENDENT_LEADS, LIMB_LEADS
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording

SAME: Final = 0.99998
"""Correlation of slopes. In 19,745 clinical ECGs no two leads reach 0.99993."""
STEP_S: Final = 0.01
"""A sample every so often is enough."""
SLOPE: Final = 2
"""Slopes are taken over so many steps: the rounding of the samples hardly counts then."""
LEAST_SLOPE_MV: Final = 0.002
"""A lead with slopes lower than this is flat; quality will name it."""


def duplicated_leads(recording: Recording) -> Reason | None:
    """Return a reason naming two leads that are the same but for a factor, else None.

    Args:
        recording: With any leads. Samples missing in any of them are passed over.
    """
    leads = [lead for lead in INDEPENDENT_LEADS if lead in recording.leads]
    rows = [recording.leads.index(lead) for lead in leads]
    step = max(1, int(STEP_S * recording.rate_hz))
    signal = recording.signal_mv[rows, ::step].astype(np.float64)
    signal = signal[:, np.isfinite(signal).all(axis=0)]
    slopes = signal[:, SLOPE:] - signal[:, :-SLOPE]
    if len(leads) < 2 or slopes.shape[1] < 1 / STEP_S:
        return None
    products = slopes @ slopes.T / slopes.shape[1]
    heights = np.sqrt(products.diagonal())
    heights = np.where(heights < LEAST_SLOPE_MV, np.inf, heights)
    likeness = np.triu(products / np.outer(heights, heights), k=1)
    if leads[:2] == list(LIMB_LEADS[:2]):
        likeness[0, 1] = 0  # III is flat then: an electrode on the wrong limb does that
    one, other = np.unravel_index(np.abs(likeness).argmax(), likeness.shape)
    if abs(likeness[one, other]) < SAME:
        return None
    factor = float(products[one, other] / products[one, one])
    return Reason(
        ReasonCode.LEADS_DUPLICATED, {"leads": (leads[one], leads[other]), "factor": factor}
    )

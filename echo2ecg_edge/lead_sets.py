"""Lead sets: which leads a recording may have and still be scored, and how the others are filled.

The model always takes twelve leads; the ones that were not recorded are zero, as in its training.
"""

from collections.abc import Collection, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS, LIMB_LEADS

TWELVE: Final = "twelve"
"""The name of the whole ECG; the other sets never end in a routine verdict."""

LEAD_SETS: Final = MappingProxyType({TWELVE: LEADS, "limb": LIMB_LEADS, "lead_i": LEADS[:1]})
"""Name -> its leads, in the order of ``LEADS``."""


def lead_set(leads: Collection[str]) -> str | None:
    """Return the name of the set that these leads are, or None where they are none exactly.

    Args:
        leads: Standard names, in any order.
    """
    return next((name for name, members in LEAD_SETS.items() if set(members) == set(leads)), None)


def to_twelve(signal: NDArray[np.float32], leads: Sequence[str]) -> NDArray[np.float32]:
    """Put each lead into its row of twelve, and zeros where none was recorded.

    Args:
        signal: Shape (leads, samples).
        leads: Standard names of its rows.

    Returns:
        Shape (12, samples); the same array when all twelve are there in order.
    """
    if tuple(leads) == LEADS:
        return signal
    twelve = np.zeros((len(LEADS), signal.shape[1]), signal.dtype)
    twelve[[LEADS.index(lead) for lead in leads]] = signal
    return twelve

"""Arrangement: how likely each exchange of electrodes is, given the picture of a beat.

One small network says how right a picture looks, as a number. It is asked about the picture as it
is, and about what it would be with each exchange undone. The differences are log odds: it was
trained so that a softmax over the numbers points at the picture nobody had tampered with.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission.exchanges import EXCHANGES, LIMB_EXCHANGES, Exchange
from echo2ecg_edge.admission.network import Values, forward, learned
from echo2ecg_edge.admission.picture import Picture, levelled

EIGHT, TWO = 8, 2
"""Leads of a picture: I, II and V1 to V6, or I and II alone."""
NETWORKS: Final = {EIGHT: "twelve", TWO: "limb"}


def exchanges_seen(leads: int) -> tuple[Exchange, ...]:
    """Return the exchanges that a picture of so many leads can show.

    Args:
        leads: ``EIGHT`` or ``TWO``.
    """
    return EXCHANGES if leads == EIGHT else LIMB_EXCHANGES


@cache
def undoing(leads: int) -> Values:
    """Stack what undoes each exchange, no exchange first.

    Args:
        leads: ``EIGHT`` or ``TWO``.

    Returns:
        Shape (1 + exchanges, leads, leads).
    """
    undo = [each.undo[:leads, :leads] for each in exchanges_seen(leads)]
    return np.stack([np.eye(leads, dtype=np.float32), *undo])


def log_odds(seen: Picture) -> NDArray[np.float32]:
    """Natural log odds of each exchange against none.

    Args:
        seen: Picture of a beat, shape (8 or 2, numbers).

    Returns:
        One for each of ``exchanges_seen``.
    """
    leads = len(seen)
    candidates = levelled(undoing(leads) @ seen)
    flat = candidates.reshape(len(candidates), -1)
    looks_right = forward(learned(NETWORKS[leads]), flat)[:, 0]
    return np.asarray(looks_right[1:] - looks_right[0])

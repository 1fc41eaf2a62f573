"""Ways in which electrodes are exchanged, and what each does to the leads.

The limb leads are differences of the potentials at the arms and the left leg, and the chest leads
are measured against the mean of these three. So an exchange among them turns I and II into other
sums of I and II and leaves the chest leads alone. The right leg takes no part in any lead: an
exchange with it makes a lead flat (``legs.py``), but one with the left leg changes nothing.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.electrodes import Electrode

LIMB: Final = (Electrode.RA, Electrode.LA, Electrode.LL)
CHEST: Final = (
    Electrode.V1, Electrode.V2, Electrode.V3, Electrode.V4, Electrode.V5, Electrode.V6,
)  # fmt: skip
_POTENTIALS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
"""RA, LA and LL against RA, as sums of I and II."""


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """One way of misplacing electrodes.

    Attributes:
        electrodes: Each lies where the next belongs, the last where the first does; two are simply
            exchanged, and all six of the chest lie in reverse order.
        undo: Shape (8, 8): leads I, II and V1 to V6 as seen -> as they should have been.
    """

    electrodes: tuple[Electrode, ...]
    undo: NDArray[np.float32]


def _limb(*round_trip: int) -> Exchange:
    """Each of these limb electrodes lies where the next belongs."""
    place = list(range(len(LIMB)))
    for here, there in zip(round_trip, round_trip[1:] + round_trip[:1], strict=True):
        place[here] = there
    seen = np.eye(8)
    right_arm, left_arm, left_leg = _POTENTIALS[place]
    seen[:2, :2] = left_arm - right_arm, left_leg - right_arm
    undo = np.asarray(np.linalg.inv(seen), np.float32)
    return Exchange(tuple(LIMB[each] for each in round_trip), undo)


def _chest(electrodes: tuple[Electrode, ...], order: list[int]) -> Exchange:
    undo = np.eye(8, dtype=np.float32)
    undo[2:, 2:] = np.eye(6, dtype=np.float32)[order]
    return Exchange(electrodes, undo)


def _chest_pair(first: int, second: int) -> Exchange:
    order = list(range(len(CHEST)))
    order[first], order[second] = second, first
    return _chest((CHEST[first], CHEST[second]), order)


LIMB_EXCHANGES: Final = (
    _limb(0, 1), _limb(0, 2), _limb(1, 2), _limb(0, 1, 2), _limb(0, 2, 1),
)  # fmt: skip
"""Of the arms and the left leg: all there are."""
CHEST_EXCHANGES: Final = (
    *(_chest_pair(*pair) for pair in combinations(range(len(CHEST)), 2)),
    _chest(CHEST, list(range(len(CHEST)))[::-1]),
)
"""Every pair of chest electrodes, and all six reversed."""
EXCHANGES: Final = (*LIMB_EXCHANGES, *CHEST_EXCHANGES)

"""Exchanges with the right leg: the lead between the two electrodes on the legs is flat.

Both legs are at nearly the same potential. So with an arm electrode on the right leg and the right
leg's on the arm, one of the leads I, II, III compares leg with leg and sees no heart.
"""

from typing import Final

import numpy as np

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.measure.median_beat import MedianBeat

FLAT_SHARE: Final = 0.07
"""Of the highest of I, II and III. In 19,556 real ECGs no lead is below 0.078."""
LEAST_MV: Final = 0.1
"""The highest of them must be so high: else all three are flat, or nobody is connected."""
EXCHANGES: Final = (
    (Electrode.RA, Electrode.RL, Electrode.LA, Electrode.LL),
    (Electrode.RA, Electrode.RL),
    (Electrode.LA, Electrode.RL),
)
"""What a flat lead I, II or III means; the first is both arms with the legs."""


def exchanged_with_leg(beat: MedianBeat) -> tuple[Electrode, ...] | None:
    """Return the electrodes that are exchanged with those of the legs, or None.

    Args:
        beat: The averaged beat, at least of the limb leads in the order of ``LEADS``.
    """
    heights = np.ptp(beat.signal_mv[:3], axis=1)
    highest, lowest = float(heights.max()), float(heights.min())
    if highest < LEAST_MV or lowest > FLAT_SHARE * highest:
        return None
    return EXCHANGES[int(heights.argmin())]

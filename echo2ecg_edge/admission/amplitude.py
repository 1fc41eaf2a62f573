"""Is the signal as high as a heart makes it? If not, its units or its gain are wrong."""

from typing import Final

import numpy as np

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import fill_missing
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal.blocks import usual_height

LOWEST_MV: Final = 0.13
"""Of 19,745 real ECGs (PTB-XL, Georgia, CPSC, PTB, CODE-15) the lowest is 0.15 mV high."""
LOWEST_OF_FEW_MV: Final = 0.08
"""The lowest lead I of 2,365 of them (PTB-XL fold 9; Georgia, CPSC, PTB, CODE-15) has 0.095 mV."""
HIGHEST_MV: Final = 8.0
"""The highest of them is 7.0 mV high. Microvolts read as millivolts start at 150."""


def wrong_amplitude(recording: Recording) -> Reason | None:
    """Return a reason when the signal is too high or too low for a heart, else None.

    A recording that does not move at all passes: flat leads are for the quality check to name.
    """
    amplitude_mv = _amplitude_mv(recording)
    lowest_mv = LOWEST_MV if len(recording.leads) == len(LEADS) else LOWEST_OF_FEW_MV
    if 0 < amplitude_mv < lowest_mv:
        code, limit_mv = ReasonCode.AMPLITUDE_TOO_SMALL, lowest_mv
    elif amplitude_mv > HIGHEST_MV:
        code, limit_mv = ReasonCode.AMPLITUDE_TOO_LARGE, HIGHEST_MV
    else:
        return None
    return Reason(code, {"amplitude_mv": amplitude_mv, "limit_mv": limit_mv})


def _amplitude_mv(recording: Recording) -> float:
    """Mean usual height of the leads that move, the highest and lowest sixth left out."""
    heights = usual_height(fill_missing(recording.signal_mv), recording.rate_hz)
    moving = np.sort(heights[heights > 0])
    if not moving.size:
        return 0.0
    edge = moving.size // 6
    return float(moving[edge : moving.size - edge].mean())

"""Which stretch of which lead is drawn where: the sheet of 10 s that machines print."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.report.strip import Strip, strip_of
from echo2ecg_edge.signal.blocks import BEAT_BLOCK_S, block_heights

LAYOUT: Final = (("I", "aVR", "V1", "V4"), ("II", "aVL", "V2", "V5"), ("III", "aVF", "V3", "V6"))
RHYTHM: Final = "II"
"""The lead of the long strip; where it is not there, the first one."""
SHEET_S: Final = 10.0
TALLEST: Final = 1.25
"""What is further from rest than this many usual heartbeats of the highest lead is cut off."""

Rows = list[list[Strip]]


def sheet(
    signal_mv: NDArray[np.float64], rate_hz: float, leads: Sequence[str], limit_mv: float
) -> Rows:
    """Cut the strips: three rows of four and a long one, without leads that are not there.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN where nothing was recorded.
        rate_hz: Its sampling rate.
        leads: Standard names of its rows.
        limit_mv: What is further from the resting line than this is cut off.

    Returns:
        Rows of strips; of fewer leads, fewer and longer strips. The long strip is left out where
        the others last as long.
    """
    columns = [column for column in zip(*LAYOUT, strict=True) if set(column) & set(leads)]
    samples = max(1, round(SHEET_S / len(columns) * rate_hz))
    latest = max(0, signal_mv.shape[1] - samples)

    def strip(lead: str, start: int, samples: int) -> Strip:
        row = leads.index(lead) if lead in leads else None
        signal = np.empty(0) if row is None else signal_mv[row]
        return strip_of(lead if lead in leads else "", signal, start, samples, limit_mv)

    starts = [min(place * samples, latest) for place in range(len(columns))]
    grid = [
        [strip(lead, start, samples) for lead, start in zip(row, starts, strict=True)]
        for row in zip(*columns, strict=True)
        if set(row) & set(leads)
    ]
    rhythm = RHYTHM if RHYTHM in leads else leads[0]
    long = [[strip(rhythm, 0, round(SHEET_S * rate_hz))]] if len(columns) > 1 else []
    return grid + long


def usual_limit_mv(signal_mv: NDArray[np.float32], rate_hz: float) -> float:
    """Return how far from rest a heartbeat of these leads may reach; infinite without any height.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN where nothing was recorded.
        rate_hz: Its sampling rate.
    """
    with np.errstate(over="ignore"):
        heights = block_heights(signal_mv, rate_hz, BEAT_BLOCK_S)
    known = [row[np.isfinite(row)] for row in heights]
    highest = max((float(np.median(row)) for row in known if row.size), default=0.0)
    return TALLEST * highest or math.inf

"""The faults that cost a lead: incomplete, flat, saturated, restless, trembling.

The limits were set so that at most one in a hundred real clinical ECGs (PTB-XL fold 9; Georgia,
CPSC, PTB) shows a fault, and checked on the labelled phone ECGs of CinC 2011.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.quality.extremes import Extremes
from echo2ecg_edge.signal.middle import middle

MISSING_SHARE: Final = 0.05
"""More missing samples than half a second in ten cannot be bridged by a straight line."""
HELD_SHARE: Final = 0.1
"""One second in ten without any change was not recorded: padding, a lost link."""
HELD_WHOLE: Final = 0.95
"""A lead that never changes is flat rather than incomplete."""
FLAT_MV: Final = 0.05
"""Lower than any lead of 2,359 real ECGs, of which the smallest lead was 0.066 mV high."""
RAIL_MV: Final = 0.5
"""A recorder's limit lies further than this from zero and from the middle of the signal."""
RAIL_SHARE: Final = 0.01
"""Clipping the tip of every QRS costs that much; a peak hardly holds three equal samples."""
END_SHARE: Final = 0.05
"""The end is not searched for a limit: some recorders repeat their last value there."""
MIDDLE_STEP: Final = 8
"""Every so many samples are enough to know the middle of the signal."""
THINNED: Final = 2
"""Every second sample of a cleaned signal is enough to count by."""
RESTLESS_SHARE: Final = 0.10
"""A heartbeat leaves a lead near zero for most of the time; one tenth may be ..."""
RESTLESS_HEIGHT: Final = 0.55
"""... further away than this share of the usual height. A pure sine stays below one half."""
TREMBLE_S: Final = 0.01
"""Muscle noise bends the signal within this time; P and T waves do not."""
TREMBLE_HEIGHT: Final = 0.12
"""Usual bend, as a share of the usual height: drowned P waves, above all but 0.5 % of real ECGs."""
TREMBLE_MV: Final = 0.05
"""A smaller bend is not called noise, however small the lead."""
SMALL_LEAD_MV: Final = 0.1
"""Added to the usual height, so that very small leads are not judged by their share alone."""


def lost_share(signal_mv: NDArray[np.float32], found: Extremes) -> NDArray[np.float64]:
    """Share of samples that are missing or padding, shape (leads,); 0 where it can be bridged.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN where samples are missing.
        found: Its extremes.
    """
    missing = 1 - np.isfinite(signal_mv).mean(axis=-1)
    held = (found.high == found.low).mean(axis=-1)
    is_padded = (held > HELD_SHARE) & (held < HELD_WHOLE)
    lost = np.where(missing > MISSING_SHARE, missing, 0) + np.where(is_padded, held, 0)
    return np.asarray(lost, np.float64)


def is_saturated(signal_mv: NDArray[np.float32], found: Extremes) -> NDArray[np.bool_]:
    """True for leads that rest on their own highest or lowest value, shape (leads,).

    A lead with missing samples is not judged.

    Args:
        signal_mv: Shape (leads, samples), millivolts; NaN where samples are missing.
        found: Its extremes.
    """
    blocks = found.high.shape[1] - round(END_SHARE * found.high.shape[1])
    samples = signal_mv.shape[1] - int(END_SHARE * signal_mv.shape[1])
    signal_mv = signal_mv[:, :samples]
    saturated = np.zeros(len(signal_mv), np.bool_)
    for rail in (found.high[:, :blocks].max(axis=-1), found.low[:, :blocks].min(axis=-1)):
        for row in np.flatnonzero(np.abs(rail) > RAIL_MV):
            saturated[row] |= _rests(signal_mv[row], rail[row])
    return saturated


def _rests(lead_mv: NDArray[np.float32], rail_mv: np.float32) -> bool:
    """True for a lead, shape (samples,), that stays at this value, far from its middle."""
    stuck, least = lead_mv == rail_mv, RAIL_SHARE * lead_mv.size
    if np.count_nonzero(stuck) <= least:
        return False
    runs = stuck[2:] & stuck[1:-1] & stuck[:-2]
    is_far = np.abs(rail_mv - middle(lead_mv[::MIDDLE_STEP])) > RAIL_MV
    return bool(is_far and np.count_nonzero(runs) > least)


def restless(
    cleaned_mv: NDArray[np.float32], height_mv: NDArray[np.float32]
) -> NDArray[np.float64]:
    """How much of the time leads are far from zero; above 1 is too much, shape (leads,).

    Args:
        cleaned_mv: Shape (leads, samples), millivolts.
        height_mv: Usual height of each lead.
    """
    height_there = np.abs(cleaned_mv[:, ::THINNED])
    place = int((1 - RESTLESS_SHARE) * (height_there.shape[1] - 1))
    if place < 1:
        return np.zeros(len(cleaned_mv))
    far = np.partition(height_there, place, axis=-1)[:, place]
    return np.asarray(far / (RESTLESS_HEIGHT * (height_mv + SMALL_LEAD_MV)), np.float64)


def tremble(
    cleaned_mv: NDArray[np.float32], rate_hz: float, height_mv: NDArray[np.float32]
) -> NDArray[np.float64]:
    """How much leads tremble; above 1 is too much, shape (leads,); zero for a few samples.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts.
        rate_hz: Its sampling rate.
        height_mv: Usual height of each lead.
    """
    step = max(1, round(TREMBLE_S * rate_hz))
    if cleaned_mv.shape[1] <= 2 * step:
        return np.zeros(len(cleaned_mv))
    rise = cleaned_mv[:, step:] - cleaned_mv[:, :-step]
    bend = middle(np.abs(rise[:, step::THINNED] - rise[:, :-step:THINNED]))
    return np.asarray(bend / tremble_limit_mv(height_mv), np.float64)


def tremble_limit_mv(height_mv: NDArray[np.float32]) -> NDArray[np.float64]:
    """Usual bend that is too much in leads of this height, shape (leads,), millivolts."""
    limit_mv = TREMBLE_HEIGHT * (height_mv.astype(np.float64) + SMALL_LEAD_MV)
    return np.maximum(limit_mv, TREMBLE_MV)

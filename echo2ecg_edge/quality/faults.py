"""The four faults of a lead: incomplete, flat, saturated, noisy.

The limits were set so that at most one in a hundred real clinical ECGs (PTB-XL fold 9; Georgia,
CPSC, PTB) shows a fault, and checked on the labelled phone ECGs of CinC 2011.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal.blocks import block_heights, usual_height

MISSING_SHARE: Final = 0.05
"""More missing samples than half a second in ten cannot be bridged by a straight line."""
HELD_BLOCK_S: Final = 0.5
"""A living lead changes within half a second, even between beats and at 20 microvolt steps."""
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


def lost_share(signal_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.float64]:
    """Share of samples that are missing or padding, shape (leads,); 0 where it can be bridged."""
    missing = 1 - np.isfinite(signal_mv).mean(axis=-1)
    held = (block_heights(signal_mv, rate_hz, HELD_BLOCK_S) == 0).mean(axis=-1)
    is_padded = (held > HELD_SHARE) & (held < HELD_WHOLE)
    lost = np.where(missing > MISSING_SHARE, missing, 0) + np.where(is_padded, held, 0)
    return np.asarray(lost, np.float64)


def is_flat(cleaned_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.bool_]:
    """True for leads without a heartbeat worth the name, shape (leads,)."""
    return np.asarray(~(usual_height(cleaned_mv, rate_hz) >= FLAT_MV))  # NaN is flat


def is_saturated(signal_mv: NDArray[np.float32]) -> NDArray[np.bool_]:
    """True for leads that rest on their own highest or lowest value, shape (leads,).

    A lead with missing samples is not judged.
    """
    samples = signal_mv.shape[1] - int(END_SHARE * signal_mv.shape[1])
    signal_mv = signal_mv[:, :samples]
    middle = np.median(signal_mv, axis=-1)
    saturated = np.zeros(len(signal_mv), np.bool_)
    for rail in (signal_mv.max(axis=-1), signal_mv.min(axis=-1)):
        stuck = signal_mv == rail[:, None]
        runs = stuck[:, 2:] & stuck[:, 1:-1] & stuck[:, :-2]
        is_far = (np.abs(rail) > RAIL_MV) & (np.abs(rail - middle) > RAIL_MV)
        saturated |= is_far & (runs.sum(axis=-1) > RAIL_SHARE * samples)
    return saturated


def is_noisy(cleaned_mv: NDArray[np.float32], rate_hz: float) -> NDArray[np.bool_]:
    """True for leads that jump about (a loose electrode) or tremble (muscle), shape (leads,)."""
    step = max(1, round(TREMBLE_S * rate_hz))
    if cleaned_mv.shape[1] <= 2 * step:
        return np.zeros(len(cleaned_mv), np.bool_)
    height = usual_height(cleaned_mv, rate_hz) + SMALL_LEAD_MV
    restless = np.quantile(np.abs(cleaned_mv), 1 - RESTLESS_SHARE, axis=-1)
    rise = cleaned_mv[:, step:] - cleaned_mv[:, :-step]
    tremble = np.median(np.abs(rise[:, step:] - rise[:, :-step]), axis=-1)
    trembles = (tremble > TREMBLE_HEIGHT * height) & (tremble > TREMBLE_MV)
    return np.asarray((restless > RESTLESS_HEIGHT * height) | trembles)

"""Is this a paced rhythm? A pacemaker's spikes stand at the same distance before their beats.

A wide QRS complex or a missing P wave proves nothing. Below 250 Hz a spike is hardly one sample
long and much like a narrow QRS complex: there most beats must have one.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission.spikes import Spikes, find_spikes
from echo2ecg_edge.quality import fill_missing
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording

LOOKED_AT: Final = 5
"""About so many leads, evenly taken from those there are, are enough: a spike shows in most."""
FINE_HZ: Final = 250.0
LEAST_SHARE: Final = 0.35
"""Of the beats with a spike before them, from 250 Hz on."""
LEAST_SHARE_COARSE: Final = 0.75
"""Of the beats, below 250 Hz. Chosen on folds 6 to 8 of PTB-XL: 0.1 % false alarms."""
LEAST_BEATS: Final = 3
NEAREST_S, FARTHEST_S = 0.04, 0.4
"""A spike lies so long before the middle of the QRS complex that it causes, or of the next one."""
SAME_TIME_S: Final = 0.012
"""The distances differ by no more than this."""
SAME_SHAPE: Final = 0.3
"""Cosine between the heights of two spikes in the leads, whatever their sign: samples miss the top
of a spike now and then, and then it seems to point the other way."""


def paced_rhythm(raw: Recording, beats_s: NDArray[np.float64]) -> Reason | None:
    """Return a reason when pacing spikes are found, else None.

    Args:
        raw: As it was read.
        beats_s: Times of the beats, ascending.
    """
    if beats_s.size < LEAST_BEATS:
        return None
    looked_at = raw.signal_mv[:: max(1, len(raw.leads) // LOOKED_AT)]
    paced = paced_beats(find_spikes(fill_missing(looked_at), raw.rate_hz), beats_s)
    share = LEAST_SHARE if raw.rate_hz >= FINE_HZ else LEAST_SHARE_COARSE
    if paced < max(LEAST_BEATS, share * beats_s.size):
        return None
    return Reason(ReasonCode.PACED_RHYTHM, {"spikes": paced, "beats": beats_s.size})


def paced_beats(spikes: Spikes, beats_s: NDArray[np.float64]) -> int:
    """Count the beats before which a spike stands at the usual distance.

    Args:
        spikes: Of the recording.
        beats_s: Times of the beats, ascending.
    """
    following = np.searchsorted(beats_s, spikes.times_s + NEAREST_S)
    has_beat = following < beats_s.size
    following, times_s = following[has_beat], spikes.times_s[has_beat]
    distance = beats_s[following] - times_s
    is_near = distance <= FARTHEST_S
    following, distance = following[is_near], distance[is_near]
    if not distance.size:
        return 0
    shapes = spikes.shapes_mv[:, has_beat][:, is_near]
    shapes = shapes / np.maximum(np.linalg.norm(shapes, axis=0), 1e-6)
    alike = np.abs(shapes.T @ shapes) >= SAME_SHAPE
    alike &= np.abs(distance[:, None] - distance) <= SAME_TIME_S
    return int(np.unique(following[alike[alike.sum(axis=1).argmax()]]).size)

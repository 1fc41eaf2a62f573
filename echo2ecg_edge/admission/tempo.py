"""Does the heart beat in slow motion, or too fast to be true? Then the sampling rate is wrong.

With twice or half the true rate every wave of the beat is half or twice as long. A small network
looks at how high and how steep the averaged beat stands in each stretch of time, over all leads
together, and at the RR interval. It has learned real ECGs, and the same ones played too slow and
too fast. Slow hearts and wide QRS complexes are among the real ones.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission.network import Values, forward, learned
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.analysis import Analysis
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.measure.small import with_edges
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Recording

NETWORK: Final = "tempo"
STRETCH: Final = 10
"""Samples of the averaged beat whose mean is one number: 20 ms."""
LEAST_HZ: Final = 100.0
"""No electrocardiograph stores fewer samples a second: a very fast heart is the likelier cause."""
SLOPE: Final = 2
"""Slopes are taken over twice so many samples: 8 ms."""
CORRECTIONS: Final = (2.0, 0.5)
"""What the rate must be multiplied with, in the order of the network's outputs after the first."""
LIMITS: Final = np.array((3.0, 4.0))
"""Log odds from which each is believed. A very fast heart looks much like one played too fast."""


def wrong_rate(raw: Recording, analysis: Analysis, heart_rate_bpm: float | None) -> Reason | None:
    """Return a reason when the true sampling rate seems to be twice or half the stated one.

    Args:
        raw: As it was read.
        analysis: Of its cleaned signal; only twelve leads are looked at.
        heart_rate_bpm: As measured with the stated rate.
    """
    if analysis.beat is None or len(analysis.beat.signal_mv) != len(LEADS):
        return None
    odds = log_odds(course(analysis.beat))
    likeliest = int((odds - LIMITS).argmax())
    if odds[likeliest] < LIMITS[likeliest]:
        return None
    implied_hz = raw.rate_hz * CORRECTIONS[likeliest]
    if implied_hz < LEAST_HZ:
        return None
    values = {
        "rate_hz": raw.rate_hz,
        "implied_rate_hz": implied_hz,
        "heart_rate_bpm": heart_rate_bpm,
    }
    return Reason(ReasonCode.RATE_WRONG_BY_TWO, values)


def log_odds(course_of_beat: Values) -> NDArray[np.float32]:
    """Natural log odds of each of ``CORRECTIONS`` against a right rate, shape (2,).

    Args:
        course_of_beat: From ``course``.
    """
    outputs = forward(learned(NETWORK), course_of_beat)
    return np.asarray(outputs[1:] - outputs[0])


def course(beat: MedianBeat) -> Values:
    """Describe a beat in time: height and steepness over all leads, and its RR interval.

    Args:
        beat: The averaged beat.

    Returns:
        Shape (101,).
    """
    height = np.sqrt(np.square(beat.signal_mv).mean(axis=0))
    slope = beat.signal_mv[:, 2 * SLOPE :] - beat.signal_mv[:, : -2 * SLOPE]
    steep = with_edges(np.sqrt(np.square(slope).mean(axis=0)), SLOPE)
    parts = [each.reshape(-1, STRETCH).mean(axis=1) for each in (height, steep)]
    scaled = [part / max(float(np.sqrt(np.square(part).mean())), 1e-6) for part in parts]
    return np.asarray(np.concatenate([*scaled, [np.log(beat.rr_s)]]), np.float32)

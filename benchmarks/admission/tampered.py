"""What is done to ECGs: other units, another rate, electrodes moved, spikes added."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge import Recording
from echo2ecg_edge.admission.exchanges import Exchange
from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS
from train.admission.beats import doubled, slower

EIGHT: Final = [LEADS.index(lead) for lead in INDEPENDENT_LEADS]
COARSE_HZ: Final = 200.0
"""At half of a lower rate there would be too few samples a second for any cleaning."""
CUT_OFF_HZ: Final = 150.0
"""Of the recorder: what a diagnostic ECG keeps of a spike."""
BEFORE_BEAT_S: Final = 0.10
"""Spikes are put so long before the middle of the QRS complex."""


def scaled(recording: Recording, factor: float) -> Recording:
    """Return the recording with other units."""
    return replace(recording, signal_mv=recording.signal_mv * np.float32(factor))


def said_half(recording: Recording) -> Recording:
    """Return the recording as if its file stated half the true rate: slow motion, first half."""
    signal, rate_hz = recording.signal_mv, recording.rate_hz
    if rate_hz < COARSE_HZ:
        return replace(recording, signal_mv=slower(signal))
    return replace(recording, signal_mv=signal[:, : signal.shape[1] // 2], rate_hz=rate_hz / 2)


def said_twice(recording: Recording) -> Recording:
    """Return twice the recording in a row, as if its file stated twice the true rate."""
    doubled_mv = doubled(recording.signal_mv)
    return replace(recording, signal_mv=doubled_mv, rate_hz=2 * recording.rate_hz)


def exchanged(recording: Recording, exchange: Exchange) -> Recording:
    """Return what would have been recorded with these electrodes exchanged."""
    return with_eight(recording, np.linalg.inv(exchange.undo) @ recording.signal_mv[EIGHT])


def with_right_leg(recording: Recording, lead: str) -> Recording:
    """Return what would have been recorded with electrodes exchanged with the right leg's.

    Both legs are taken to be at the same potential.

    Args:
        recording: Of twelve leads.
        lead: The lead that is flat then: II (right arm), III (left arm) or I (both, with legs).
    """
    eight = recording.signal_mv[EIGHT].copy()
    one, two = recording.lead("I"), recording.lead("II")
    eight[0], eight[1], shift = {
        "II": (one - two, 0 * two, -two / 3),
        "III": (two, two, (one - two) / 3),
        "I": (0 * one, one - two, -two / 3),
    }[lead]
    eight[2:] += shift
    return with_eight(recording, eight)


def with_eight(recording: Recording, eight: NDArray[np.floating]) -> Recording:
    """Return a recording of all twelve leads from the eight that are measured."""
    rows = dict(zip(INDEPENDENT_LEADS, eight, strict=True))
    for lead, (from_i, from_ii) in DERIVED_FROM_I_AND_II.items():
        rows[lead] = from_i * rows["I"] + from_ii * rows["II"]
    signal = np.stack([rows[lead] for lead in LEADS]).astype(np.float32)
    return replace(recording, signal_mv=signal)


def with_spikes(
    recording: Recording, beats_s: NDArray[np.float64], height_mv: float, width_ms: float, seed: int
) -> Recording:
    """Return the recording with a pacing spike before every beat, seen through a recorder.

    Args:
        recording: Of twelve leads.
        beats_s: Times of its beats.
        height_mv: Of the spike on the skin, in the lead in which it is highest.
        width_ms: Of the spike on the skin.
        seed: Of the spike's direction, and of where in a sample it falls.
    """
    random = np.random.default_rng(seed)
    direction = random.uniform(-1, 1, len(EIGHT))
    direction *= height_mv / np.abs(direction).max()
    time_s = np.arange(recording.signal_mv.shape[1]) / recording.rate_hz
    train = np.zeros(time_s.size)
    for beat_s in beats_s - BEFORE_BEAT_S + random.uniform(0, 0.002, beats_s.size):
        train += _pulse(time_s - beat_s, width_ms / 1000)
    return with_eight(recording, recording.signal_mv[EIGHT] + np.outer(direction, train))


def _pulse(time_s: NDArray[np.float64], width_s: float) -> NDArray[np.float64]:
    """A square pulse of height one through a second-order low-pass, at these times after it."""
    omega = 2 * np.pi * CUT_OFF_HZ
    return _step(omega * time_s) - _step(omega * (time_s - width_s))


def _step(phase: NDArray[np.float64]) -> NDArray[np.float64]:
    """Answer of a critically damped low-pass to a step."""
    after = np.maximum(phase, 0)
    return 1 - (1 + after) * np.exp(-after)

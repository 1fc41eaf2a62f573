"""Plausible 12-lead ECGs made of Gaussian waves, for tests that must not depend on real files.

Each wave is a fixed direction in the body times a Gaussian in time; the twelve leads are
projections of that one moving vector, so Einthoven's and Goldberger's equations hold exactly.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.recording import Recording

# Wave -> (millivolts towards left, feet and front; milliseconds from the R peak; width in ms).
WAVES = {
    "P": ((0.08, 0.10, 0.03), -160, 22),
    "Q": ((-0.12, -0.05, 0.22), -28, 9),
    "R": ((1.00, 0.75, -0.45), 0, 12),
    "S": ((-0.22, -0.15, -0.40), 30, 11),
    "T": ((0.28, 0.22, 0.16), 280, 48),
}
# Where each measured lead looks from, in the same three directions.
VIEWS = {
    "I": (1.0, 0.0, 0.0),
    "II": (0.5, 0.87, 0.0),
    "V1": (-0.35, 0.1, 0.95),
    "V2": (0.1, 0.1, 1.1),
    "V3": (0.5, 0.1, 0.95),
    "V4": (0.85, 0.15, 0.6),
    "V5": (1.0, 0.15, 0.2),
    "V6": (0.95, 0.15, -0.1),
}


def twelve_leads(
    rate_hz: float = 500.0,
    duration_s: float = 10.0,
    heart_rate_bpm: float = 70.0,
    *,
    beats_s: Sequence[float] | None = None,
    qrs_stretch: float = 1.0,
    noise_mv: float = 0.01,
    wander_mv: float = 0.0,
    mains_mv: float = 0.0,
    mains_hz: float = 50.0,
    seed: int = 0,
) -> NDArray[np.float32]:
    """Return float32 millivolts, shape (12, samples), in the order of ``LEADS``.

    Args:
        rate_hz: Sampling rate.
        duration_s: Length.
        heart_rate_bpm: Rate of a regular rhythm; the first beat is at half an interval.
        beats_s: Times of the R peaks instead, for irregular rhythms.
        qrs_stretch: 1 is a QRS of about 90 ms; 2 is a wide one.
        noise_mv: Standard deviation of white noise, independent in the eight measured leads.
        wander_mv: Amplitude of a slow baseline swing, different in each measured lead.
        mains_mv: Amplitude of mains hum.
        mains_hz: Its frequency.
        seed: Of the noise.
    """
    interval_s = 60.0 / heart_rate_bpm
    beats = np.arange(interval_s / 2, duration_s, interval_s) if beats_s is None else beats_s
    time = np.arange(round(duration_s * rate_hz)) / rate_hz
    heart = sum(
        (_beat(time - beat, min(1.0, interval_s) ** 0.5, qrs_stretch) for beat in beats),
        start=np.zeros((3, time.size)),
    )
    random = np.random.default_rng(seed)
    measured = np.array([VIEWS[lead] for lead in INDEPENDENT_LEADS]) @ heart
    measured += noise_mv * random.standard_normal(measured.shape)
    phase = random.uniform(0, 2 * np.pi, (len(measured), 1))
    measured += wander_mv * np.sin(2 * np.pi * 0.2 * time + phase)
    measured += mains_mv * np.sin(2 * np.pi * mains_hz * time + phase)
    return all_twelve(measured)


def recording(rate_hz: float = 500.0, **options: float) -> Recording:
    """Return ``twelve_leads`` with the same options as a ``Recording`` in standard lead order."""
    return Recording(twelve_leads(rate_hz, **options), rate_hz)


def _beat(time_s: NDArray[np.float64], tempo: float, stretch: float) -> NDArray[np.float64]:
    """One heartbeat around time zero, shape (3, samples); P and T move closer at high rates."""
    heart = np.zeros((3, time_s.size))
    for wave, (direction, centre_ms, width_ms) in WAVES.items():
        factor = tempo if wave in "PT" else stretch
        shape = np.exp(-0.5 * ((time_s * 1000 - factor * centre_ms) / (factor * width_ms)) ** 2)
        heart += np.outer(direction, shape)
    return heart


def all_twelve(measured: NDArray[np.float64]) -> NDArray[np.float32]:
    """Add the four leads that follow from I and II."""
    rows = dict(zip(INDEPENDENT_LEADS, measured, strict=True))
    for lead, (from_i, from_ii) in DERIVED_FROM_I_AND_II.items():
        rows[lead] = from_i * rows["I"] + from_ii * rows["II"]
    return np.array([rows[lead] for lead in LEADS], dtype=np.float32)

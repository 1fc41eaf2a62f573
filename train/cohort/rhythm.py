"""When the heart beats: R-peak times of each simulated patient."""

from dataclasses import dataclass

import numpy as np

from train.cohort.state import Floats, HeartState

LONGEST_LIST = 48
"""Beats stored per patient: 13 s at 220 per minute."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Rate and beat times.

    Attributes:
        rate_bpm: Mean heart rate, shape (patients,).
        beats_s: R-peak times in seconds, ascending, shape (patients, LONGEST_LIST); the first beats
            lie before zero, so that every sample has a beat before it.
    """

    rate_bpm: Floats
    beats_s: Floats


def draw_rhythm(state: HeartState, rng: np.random.Generator) -> Rhythm:
    """Draw a heart rate from the state and lay beats down: sinus with breathing, or AF."""
    n = len(state)
    af = state.atrial_fibrillation
    weak = np.maximum(50 - state.lvef, 0)
    effusion = np.minimum(state.effusion_mm, 25)
    log_rate = np.log(74) + 0.004 * weak + 0.006 * effusion + 0.15 * af + rng.normal(0, 0.19, n)
    rate = np.clip(np.exp(log_rate), 38, 180)
    spread = np.where(af, 0.19, 0.02)[:, None]
    breathing_s = rng.uniform(3, 5, n)[:, None]
    depth = (np.where(af, 0, 0.05) * np.exp(-(state.age_years - 40) / 40))[:, None]
    count = np.arange(LONGEST_LIST)
    interval = (
        60
        / rate[:, None]
        * (
            1
            + depth * np.sin(2 * np.pi * count * 60 / rate[:, None] / breathing_s)
            + spread * rng.standard_normal((n, LONGEST_LIST))
        )
    )
    interval = np.maximum(interval, 0.28)
    beats = np.cumsum(interval, axis=1)
    # The third beat falls within one interval before the start; earlier ones fade out into it.
    return Rhythm(rate, beats - beats[:, 2:3] - rng.random((n, 1)) * interval[:, 3:4])

"""One cardiac cycle: how far the parts of the heart have moved at each frame.

Time runs from 0, the end of diastole, to 1. Without sinus rhythm the atria do not contract, so
nothing moves late in diastole.
"""

from dataclasses import dataclass, replace

import numpy as np

from train.cohort.state import SINUS, Floats, HeartState

FRAMES = 8
TIMING_ERROR = 0.30
"""Frames by which a clip's first picture misses the end of diastole, standard deviation."""
BEAT_ERROR, BEAT_ERROR_NO_SINUS = 0.19, 0.27
"""Log standard deviation of the contraction that one clip shows: beats differ, and the wall slides
through the plane. Choice, set by the error of a single view; the heart itself has the true LVEF."""

_T = (0.0, 0.05, 0.20, 0.35, 0.42, 0.58, 0.75, 0.88, 1.0)
CONTRACTION = (0.0, 0.02, 0.60, 1.00, 1.00, 0.36, 0.26, 0.24, 0.0)
CONTRACTION_NO_KICK = (0.0, 0.02, 0.60, 1.00, 1.00, 0.30, 0.12, 0.05, 0.0)
AORTIC_OPENING = (0.0, 0.0, 1.0, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0)
MITRAL_OPENING = (0.0, 0.0, 0.0, 0.0, 0.05, 0.95, 0.35, 0.75, 0.0)
MITRAL_OPENING_NO_KICK = (0.0, 0.0, 0.0, 0.0, 0.05, 0.95, 0.35, 0.25, 0.0)
ATRIAL_EMPTYING = (1.0, 0.95, 0.50, 0.05, 0.0, 0.48, 0.55, 0.58, 1.0)
ATRIAL_EMPTYING_NO_KICK = (1.0, 0.95, 0.50, 0.05, 0.0, 0.70, 0.90, 0.97, 1.0)


@dataclass(frozen=True, slots=True)
class Cycle:
    """Motion at each frame, each shape (patients, FRAMES).

    Attributes:
        contraction: 0 at the end of diastole, about 1 at the end of systole.
        aortic: Opening of the aortic valve, 0..1.
        mitral: Opening of the mitral and tricuspid valves, 0..1.
        atrial: Emptying of the atria, 0 fullest, 1 emptiest.
    """

    contraction: Floats
    aortic: Floats
    mitral: Floats
    atrial: Floats


def draw_cycle(state: HeartState, rng: np.random.Generator) -> Cycle:
    """Return the motion of each patient's heart, its frames a little off the ECG's trigger."""
    miss = np.clip(rng.normal(0, TIMING_ERROR, (len(state), 1)), -0.5, 0.5)
    cycle = cycle_at((np.arange(FRAMES) + miss) / FRAMES, state)
    error = np.where(state.rhythm == SINUS, BEAT_ERROR, BEAT_ERROR_NO_SINUS)
    beat = np.exp(error * np.clip(rng.normal(0, 1, len(state)), -2, 2))
    return replace(cycle, contraction=cycle.contraction * beat[:, None])


def cycle_at(time: Floats, state: HeartState) -> Cycle:
    """Return the motion at given times.

    Args:
        time: Shape (patients, frames), parts of a cycle.
        state: The patients.
    """
    sinus = (state.rhythm == SINUS)[:, None]

    def follow(curve: tuple[float, ...], no_kick: tuple[float, ...]) -> Floats:
        kick, none = (np.interp(time % 1, _T, values) for values in (curve, no_kick))
        return np.where(sinus, kick, none)

    return Cycle(
        contraction=follow(CONTRACTION, CONTRACTION_NO_KICK),
        aortic=follow(AORTIC_OPENING, AORTIC_OPENING),
        mitral=follow(MITRAL_OPENING, MITRAL_OPENING_NO_KICK),
        atrial=follow(ATRIAL_EMPTYING, ATRIAL_EMPTYING_NO_KICK),
    )

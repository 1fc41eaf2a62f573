"""Heart state -> the moving heart that the planes cut."""

import numpy as np

from train.cohort.echo.anatomy import rest, ventricle
from train.cohort.echo.cycle import Cycle
from train.cohort.echo.space import column
from train.cohort.echo.tissue import Heart, Valves
from train.cohort.state import HeartState


def build(state: HeartState, cycle: Cycle, device: str) -> Heart:
    """Build the hearts of some patients at the frames of their clips."""
    lv, others = ventricle(state, cycle, device), rest(state, cycle, device)
    return Heart(lv, others, valves(state, cycle, device))


def valves(state: HeartState, cycle: Cycle, device: str) -> Valves:
    """Build the valves: velocity tells how narrow the aortic one is, ``ms`` the mitral one."""
    # At a given flow the area falls with velocity, so the radius with its square root.
    aortic = np.clip(0.92 * np.sqrt(1.2 / state.av_vmax_ms), 0.2, 0.95)
    mitral = 0.85 * (1 - 0.22 * state.ms)
    return Valves(
        aortic=column(aortic[:, None] * cycle.aortic, device),
        aortic_calcium=column(np.clip((state.av_vmax_ms - 1.8) / 2.2, 0, 1), device),
        mitral=column(np.maximum(mitral[:, None] * cycle.mitral, 0.02), device),
        mitral_thick=column(0.1 + 0.07 * state.ms, device),
        tricuspid=column(np.maximum(0.8 * cycle.mitral, 0.02), device),
    )

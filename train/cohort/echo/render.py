"""Clips of one view: place the heart, cut it, paint the cut, and let the machine record it."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.cohort.echo import spectral
from train.cohort.echo.colour import add_jets
from train.cohort.echo.cycle import FRAMES, draw_cycle
from train.cohort.echo.heart import build
from train.cohort.echo.planes import PLANES, draw_cut
from train.cohort.echo.probe import PIXELS, draw_setting, record, record_strip
from train.cohort.echo.tissue import paint
from train.cohort.echo.views import KINDS
from train.cohort.state import HeartState

AT_ONCE_CPU, AT_ONCE_GPU = 16, 1024
"""Clips painted together: few enough for a CPU's cache, many enough to fill a GPU."""

STRIPS = {"A5C_DOPPLER": spectral.aortic_strip, "TR_DOPPLER": spectral.tricuspid_strip}


def render(
    view: str, state: HeartState, rng: np.random.Generator, device: str = "cpu"
) -> NDArray[np.uint8]:
    """Draw one clip of ``view`` per patient.

    The same ``rng`` gives the same clips on a CPU, whatever the number of threads; a GPU has
    speckle of its own.

    Args:
        view: One of VIEWS.
        state: The patients.
        rng: Source of chance; also seeds the speckle.
        device: Where torch computes.

    Returns:
        uint8, shape (patients, FRAMES, PIXELS, PIXELS).
    """
    generator = torch.Generator(device).manual_seed(int(rng.integers(2**62)))
    at_once = AT_ONCE_CPU if device == "cpu" else AT_ONCE_GPU
    clips = np.empty((len(state), FRAMES, PIXELS, PIXELS), np.uint8)
    for first in range(0, len(state), at_once):
        rows = slice(first, first + at_once)
        clips[rows] = _render(view, state[rows], rng, generator).cpu().numpy()
    return clips


@torch.no_grad()
def _render(
    view: str, state: HeartState, rng: np.random.Generator, generator: torch.Generator
) -> Tensor:
    device = str(generator.device)
    setting = draw_setting(len(state), rng)
    if view in STRIPS:
        return record_strip(STRIPS[view](state, rng, device), setting, generator)
    kind = KINDS[view]
    cycle = draw_cycle(state, rng)
    at, sector = draw_cut(PLANES[view], state, rng, device)
    picture = paint(build(state, cycle, device), at, kind.shows)
    if kind.jets:
        add_jets(picture, [jet(state, cycle) for jet in kind.jets], at, rng)
    return record(picture, sector, setting, generator)

"""How the left ventricle contracts: the motion that gives exactly the patient's LVEF.

The ventricle shortens as a whole and narrows region by region; a scarred region does not narrow.
The narrowing of the healthy rest is solved for, so the volume of the cavity follows LVEF.
"""

import numpy as np
import torch
from torch import Tensor

from train.cohort.state import Floats, HeartState

TERRITORIES = (120.0, 240.0, 0.0)
"""Middle of the anterior, inferior and lateral coronary territory, a third of the wall each."""
BASE = -0.5
"""Where the ellipsoid is cut off, in long half-axes from its middle."""
VOLUME = 1.5 * np.pi
"""Cavity volume over (half-width cubed x length-to-width ratio), of the ellipsoid cut at BASE."""


def territory_weights(cosines: list[Tensor], apical: Tensor) -> list[Tensor]:
    """Return how much a place belongs to each coronary territory, 0..1.

    Args:
        cosines: Of the angle to the middle of each of TERRITORIES.
        apical: 0 away from the apex, 1 at it; the apex belongs to the anterior territory.
    """
    sector = [(cosine - 0.5).mul_(2.5).add_(0.5).clamp_(0, 1) for cosine in cosines]
    anterior = torch.maximum(sector[0], apical)
    return [anterior, sector[1] * (1 - apical), sector[2] * (1 - apical)]


def shortening(state: HeartState) -> Floats:
    """Part by which the long axis shortens; amyloid takes the long fibres first."""
    return 0.17 * (state.lvef / 60) * (1 - 0.5 * state.infiltration)


def narrowing(state: HeartState) -> Floats:
    """Part by which the radius of an unscarred region shrinks until the end of systole."""
    mean, mean_square = _moving_part(state)
    wanted = np.minimum((1 - state.lvef / 100) / (1 - shortening(state)), 1)
    root = np.sqrt(np.maximum(mean**2 - mean_square * (1 - wanted), 0))
    return np.asarray(np.minimum((mean - root) / mean_square, 0.9))


def _moving_part(state: HeartState) -> tuple[Floats, Floats]:
    """Mean and mean square over the cavity of the part of a region that moves."""
    angle = torch.deg2rad(torch.arange(0, 360, 10, dtype=torch.float64))[:, None]
    height = torch.linspace(BASE, 1, 25, dtype=torch.float64)[None]
    cosines = [torch.cos(angle - np.deg2rad(middle)) for middle in TERRITORIES]
    # The scar stays where it is while the ventricle shortens past it, and systole counts.
    before = 1 - torch.from_numpy(1 - shortening(state))[:, None, None] * (1 - height)
    weights = territory_weights(cosines, apical(before))
    scars = (state.scar_anterior, state.scar_inferior, state.scar_lateral)
    area = 1 - height.numpy() ** 2
    area = area / (area.sum() * len(angle))
    scar = sum(
        size[:, None, None] * weight.numpy() for size, weight in zip(scars, weights, strict=True)
    )
    moves = 1 - np.clip(scar, 0, 1)
    return (moves * area).sum((1, 2)), (moves**2 * area).sum((1, 2))


def apical(height: Tensor) -> Tensor:
    """Return 0 away from the apex, 1 at it; ``height`` in long half-axes from the middle."""
    return (height - 0.55).mul_(4).clamp_(0, 1)

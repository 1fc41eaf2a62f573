"""Aortic cusps and the leaflets of the valves between atria and ventricles."""

import torch
from torch import Tensor

from train.cohort.echo.space import inside, line


def cusps(above: Tensor, forward: Tensor, side: Tensor, aorta: Tensor, opening: Tensor) -> Tensor:
    """Paint the aortic cusps: a ring as wide as the opening, a three-armed star when closed.

    Args:
        above: Height above the aortic ring in cm.
        forward: Distance from the aorta's axis to the front in cm.
        side: Distance from the aorta's axis to the left in cm.
        aorta: Radius of the root in cm.
        opening: Radius of the opening over that of the root, 0..1.
    """
    from_axis = torch.sqrt(forward * forward + side * side)
    arm = _distance_from_star(side, forward)
    closed = (1 - 4 * opening).clamp_(0, 1)
    ring = line(from_axis - opening * aorta, 0.12)
    star = inside(torch.maximum(arm, from_axis - aorta).sub_(0.15))
    leaf = torch.lerp(ring, star, closed.expand_as(ring))
    return leaf.mul_(inside((above - 0.7).abs_().sub_(0.7)))


def _distance_from_star(ahead: Tensor, aside: Tensor) -> Tensor:
    """Distance from three half-lines, 120 degrees apart, the first of them ahead."""
    half, root = 0.5, 0.75**0.5
    arms = [
        torch.where(along > 0, across.abs(), torch.full_like(across, 9.0))
        for along, across in (
            (ahead, aside),
            (-half * ahead + root * aside, -root * ahead - half * aside),
            (-half * ahead - root * aside, root * ahead - half * aside),
        )
    ]
    return torch.minimum(torch.minimum(arms[0], arms[1]), arms[2])


def leaflets(
    ahead: Tensor, from_axis: Tensor, ring: Tensor | float, opening: Tensor, thick: Tensor | float
) -> Tensor:
    """Paint two leaflets, as a cone from the ring to its tips: pointed when open, flat when closed.

    Args:
        ahead: Distance in front of the ring, into the ventricle, in cm.
        from_axis: Distance from the valve's axis in cm.
        ring: Radius of the ring in cm.
        opening: Radius of the opening over that of the ring, 0..1.
        thick: Half the thickness in cm.
    """
    tip = ring * opening
    tall = 0.5 + 1.2 * opening.clamp(max=1).sqrt()
    inward = ring - tip
    # Nearest point on the straight line from ring to tip.
    part = ((ring - from_axis) * inward + ahead * tall) / (inward * inward + tall * tall)
    part.clamp_(0, 1)
    miss = (ring - from_axis - part * inward).square().add((ahead - part * tall).square_())
    return inside(miss.sqrt_().sub_(thick))

"""Distances in cm from the surfaces of the heart's parts: negative inside, first order only."""

import torch
from torch import Tensor

from train.cohort.echo.anatomy import Rest, Ventricle
from train.cohort.echo.myocardium import TERRITORIES, apical, territory_weights
from train.cohort.echo.space import Points

RV_DIRECTION, LA_DIRECTION, AORTA_DIRECTION, OUTFLOW_DIRECTION = 190.0, 330.0, 150.0, 115.0


def left_ventricle(lv: Ventricle, at: Points) -> tuple[Tensor, Tensor, Tensor]:
    """Return the distances from endocardium and epicardium, and the scar (0..1) at each point."""
    septal = at.along(RV_DIRECTION)
    lateral = at.along(RV_DIRECTION - 90)
    pressed = torch.where(septal > 0, septal / lv.flattening, septal)
    square = pressed * pressed + lateral * lateral
    radius = torch.sqrt(at.x * at.x + at.y * at.y).add_(1e-3)
    scar = _scar(lv, at, radius)
    # Thickness goes over from the posterior wall to the septum.
    share = (septal / radius).add_(0.35).clamp_(0, 1)
    thick = torch.lerp(lv.posterior, lv.septum, share).mul_(1 - 0.15 * scar)
    muscle = thick * (2 * lv.half_width + thick)
    height = (at.z - lv.middle).div_(lv.half_length)
    inner = (1 - lv.narrow * (1 - scar)).mul_(lv.half_width).square_()
    # Muscle keeps its volume: what the cavity loses in width and length, the wall gains.
    outer = inner + muscle / lv.shorten
    cavity = _ellipsoid(square / inner, height, lv.half_width)
    tip = lv.half_length / (lv.half_length + 0.8 * lv.posterior)
    wall = _ellipsoid(square / outer, height.mul_(tip), lv.half_width + lv.posterior)
    ring = lv.base - at.z
    return torch.maximum(cavity, ring), torch.maximum(wall, ring - 0.2), scar


def _ellipsoid(across: Tensor, height: Tensor, size: Tensor) -> Tensor:
    return across.addcmul_(height, height).sqrt_().sub_(1).mul_(size)


def _scar(lv: Ventricle, at: Points, radius: Tensor) -> Tensor:
    cosines = [at.along(middle) / radius for middle in TERRITORIES]
    height = 1.5 * at.z / lv.length - 0.5
    weights = territory_weights(cosines, apical(height))
    scar = sum(size * weight for size, weight in zip(lv.scars, weights, strict=True))
    return torch.as_tensor(scar).clamp_(0, 1)


def right_ventricle(rest: Rest, at: Points) -> Tensor:
    """Distance from the right ventricle's free wall; the left ventricle is yet to be taken off."""
    across = (at.along(RV_DIRECTION) - rest.rv_middle).div(rest.rv_across).square_()
    across += (at.along(RV_DIRECTION - 90) / rest.rv_around).square_()
    distance = _ellipsoid(across, (at.z - rest.rv_base).div_(rest.rv_length), rest.rv_across)
    return torch.maximum(distance, rest.rv_base - at.z)


def right_outflow(rest: Rest, at: Points) -> Tensor:
    """Distance from the outflow tract that crosses in front of the aorta."""
    away = rest.aorta_away + rest.aorta + rest.outflow
    front = (at.along(OUTFLOW_DIRECTION) - away) / rest.outflow
    side = at.along(OUTFLOW_DIRECTION - 90) + 0.4
    # The tract bends round the aorta.
    front = front + 0.09 * side * side
    return _ellipsoid(front * front + (side / 3.2) ** 2, (at.z + 1.0) / 3.2, rest.outflow)


def left_atrium(lv: Ventricle, rest: Rest, at: Points) -> Tensor:
    """Distance from the left atrium, which hangs on the mitral ring and leans to the back."""
    behind = lv.base - at.z
    middle = 0.95 * rest.la
    across = (at.along(LA_DIRECTION) - 0.7 - 0.3 * behind) / (0.87 * rest.la)
    across = across.square_().add_((at.along(LA_DIRECTION - 90) / rest.la).square_())
    return _ellipsoid(across, behind.sub_(middle).div_(1.15 * rest.la), rest.la)


def right_atrium(rest: Rest, at: Points) -> Tensor:
    """Distance from the right atrium, behind the tricuspid ring."""
    behind = rest.rv_base - at.z
    across = (at.along(205.0) - rest.ra_away + 0.4) / rest.ra
    across = across.square_().add_((at.along(115.0) / rest.ra).square_())
    return _ellipsoid(across, behind.sub_(0.85 * rest.ra).div_(rest.ra), rest.ra)


def aorta_coordinates(lv: Ventricle, rest: Rest, at: Points) -> tuple[Tensor, Tensor, Tensor]:
    """Return height above the aortic ring, and the two distances from the aorta's axis."""
    forward = at.along(AORTA_DIRECTION) - rest.aorta_away + 0.22 * at.z
    return lv.base - at.z, forward, at.along(AORTA_DIRECTION - 90)


def aorta(above: Tensor, from_axis: Tensor, rest: Rest) -> Tensor:
    """Distance from the aortic root, wider at its sinuses; open towards the ventricle."""
    return torch.maximum(from_axis - rest.aorta, (above - 2.2).abs_().sub_(2.8))

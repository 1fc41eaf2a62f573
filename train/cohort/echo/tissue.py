"""Reflectivity of a cut heart: bright pericardium and valves, grey muscle, dark blood."""

from dataclasses import dataclass

import torch
from torch import Tensor

from train.cohort.echo import chambers
from train.cohort.echo.anatomy import Rest, Ventricle
from train.cohort.echo.space import Points, inside, put
from train.cohort.echo.valves import cusps, leaflets

AROUND, SAC, MUSCLE, WALL, BLOOD, VALVE, CALCIUM = 0.26, 0.75, 0.42, 0.45, 0.03, 0.65, 0.35
RV, RA, LA, AORTA = "right ventricle", "right atrium", "left atrium", "aortic root"


@dataclass(frozen=True, slots=True)
class Valves:
    """Openings over the ring, with frames, and how thick and bright the leaflets are."""

    aortic: Tensor
    aortic_calcium: Tensor
    mitral: Tensor
    mitral_thick: Tensor
    tricuspid: Tensor


@dataclass(frozen=True, slots=True)
class Heart:
    """Everything that a grey picture may show."""

    lv: Ventricle
    rest: Rest
    valves: Valves


def paint(heart: Heart, at: Points, shows: frozenset[str]) -> Tensor:
    """Paint the parts of the heart that a view shows.

    Returns:
        Reflectivity 0..1, shape (patients, frames, rows, columns).
    """
    lv, rest = heart.lv, heart.rest
    cavity, wall, scar = chambers.left_ventricle(lv, at)
    picture = torch.full_like(cavity, AROUND)
    heart_wall = wall
    if RV in shows:
        right = torch.maximum(chambers.right_ventricle(rest, at), -wall)
        tract = torch.maximum(chambers.right_outflow(rest, at), -wall)
        right = torch.minimum(right, tract) if AORTA in shows else right
        heart_wall = torch.minimum(wall, right - rest.rv_wall)
    _sac(picture, heart_wall, lv, at)
    bright = MUSCLE + 0.30 * lv.infiltration + 0.22 * scar
    put(picture, bright, inside(heart_wall))
    if LA in shows:
        _chamber(picture, chambers.left_atrium(lv, rest, at))
    if RA in shows:
        _chamber(picture, chambers.right_atrium(rest, at))
    if RV in shows:
        put(picture, BLOOD, inside(right))
    if RA in shows:
        _tricuspid(picture, heart, at)
    if AORTA in shows:
        _aortic_root(picture, heart, at)
    put(picture, BLOOD, inside(cavity))
    if LA in shows:
        _mitral(picture, heart, at)
    return picture


def _sac(picture: Tensor, heart_wall: Tensor, lv: Ventricle, at: Points) -> None:
    """Pericardium as a bright line, and the fluid between it and the muscle."""
    # The sac ends at the great vessels; fluid gathers in the lower, posterior part first.
    lower = (0.8 - 0.08 * at.along(120.0)).clamp(0.45, 1.2)
    fluid = lv.effusion * lower * ((at.z + 2.5) * 0.5).clamp(0, 1)
    outside = heart_wall - fluid
    put(picture, SAC, inside(outside - 0.35))
    put(picture, BLOOD, inside(outside))


def _chamber(picture: Tensor, distance: Tensor) -> None:
    put(picture, WALL, inside(distance - 0.3))
    put(picture, BLOOD, inside(distance))


def _tricuspid(picture: Tensor, heart: Heart, at: Points) -> None:
    rest = heart.rest
    across = at.along(205.0) - rest.rv_annulus
    away = torch.sqrt(across**2 + at.along(115.0) ** 2)
    ring = 0.45 * rest.rv_across
    put(picture, VALVE, leaflets(at.z - rest.rv_base, away, ring, heart.valves.tricuspid, 0.1))


def _mitral(picture: Tensor, heart: Heart, at: Points) -> None:
    lv, valves = heart.lv, heart.valves
    across = at.along(chambers.LA_DIRECTION) - 0.5
    away = torch.sqrt(across**2 + at.along(chambers.LA_DIRECTION - 90) ** 2)
    ring = 0.66 * lv.half_width
    leaf = leaflets(at.z - lv.base, away, ring, valves.mitral, valves.mitral_thick)
    put(picture, VALVE + 0.8 * (valves.mitral_thick - 0.1), leaf)


def _aortic_root(picture: Tensor, heart: Heart, at: Points) -> None:
    above, forward, side = chambers.aorta_coordinates(heart.lv, heart.rest, at)
    from_axis = torch.sqrt(forward * forward + side * side)
    _chamber(picture, chambers.aorta(above, from_axis, heart.rest))
    valves = heart.valves
    leaf = cusps(above, forward, side, heart.rest.aorta, valves.aortic)
    put(picture, VALVE + CALCIUM * valves.aortic_calcium, leaf)

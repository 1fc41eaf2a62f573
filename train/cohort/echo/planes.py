"""Where the probe stands for each view and how each clip misses the ideal cut."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from train.cohort.echo.anatomy import cavity_half_width, cavity_length
from train.cohort.echo.probe import Sector
from train.cohort.echo.space import Points, around, column
from train.cohort.state import Floats, HeartState

Vectors = Floats
"""Shape (patients, 3), x y z in cm of the heart's frame."""

TURN_ERROR = 0.18
"""Radians by which the probe is turned wrongly, standard deviation."""
PLACE_ERROR_CM, PLACE_ERROR_APICAL_CM = 1.2, 0.8
"""Misplacement of probe and aim, standard deviation along each axis; the apex can be felt."""
FORESHORTENING_CM = 1.3
"""How far beside the apex the plane of an apical view passes, standard deviation."""
DEPTH_ERROR = 0.04
UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Plane:
    """The ideal cut of a view.

    Attributes:
        stand: Where the probe touches the skin, from the heart's size.
        aim: Where the middle of the beam goes.
        right: Direction of the picture's right side, shape (3,).
        near_cm: Depth at the top of the picture; above 0 when zoomed on a valve.
        span_cm: Height and width of the picture.
        apical: Whether the plane should pass through the apex, and may miss it.
    """

    stand: Callable[[HeartState], Vectors]
    aim: Callable[[HeartState], Vectors]
    right: Floats
    near_cm: float = 0.0
    span_cm: float = 16.5
    apical: bool = False


def _at(direction: float, away_cm: Floats | float, z_cm: Floats | float) -> Vectors:
    away, z = np.broadcast_arrays(np.atleast_1d(away_cm), np.atleast_1d(z_cm))
    return np.asarray(away[:, None] * around(direction) + z[:, None] * UP)


def _apex(state: HeartState) -> Vectors:
    return _at(0, 0.0, cavity_length(state) + state.posterior_cm + 1.4)


def _outer(state: HeartState) -> Floats:
    return cavity_half_width(state) + state.septum_cm


def _apical(right: float, aim: float, near_cm: float = 0.0, span_cm: float = 17.0) -> Plane:
    """Look down from the apex at a point 1 cm beside the base, towards the atria to be seen."""
    return Plane(_apex, lambda _: _at(aim, 1.0, -1.5), around(right), near_cm, span_cm, apical=True)


def _parasternal_long(near_cm: float, span_cm: float, z_cm: float) -> Plane:
    def stand(state: HeartState) -> Vectors:
        return _at(150, _outer(state) + 4.4, z_cm)

    return Plane(stand, lambda _: _at(330, 2.0, z_cm), -UP, near_cm, span_cm)


def _base_cut(near_cm: float, span_cm: float) -> Plane:
    def stand(state: HeartState) -> Vectors:
        return _at(138, _outer(state) + 4.6, -1.0)

    return Plane(stand, lambda _: _at(265, 1.2, -1.4), around(48), near_cm, span_cm)


PLANES = {
    "PLAX": _parasternal_long(0.0, 14.0, 0.4),
    "PSAX_BASE": _base_cut(0.0, 14.5),
    "PSAX_MID": Plane(
        lambda state: _at(115, _outer(state) + 3.6, 0.45 * cavity_length(state)),
        lambda state: _at(220, 1.0, 0.45 * cavity_length(state)),
        around(25),
        0.0,
        14.0,
    ),
    "A4C": _apical(30, 255),
    "A2C": _apical(90, 330),
    "A3C": _apical(150, 330),
    "SUBCOSTAL": Plane(
        lambda state: _at(
            210, _outer(state) + state.rv_basal_cm + 2.6, 0.55 * cavity_length(state)
        ),
        lambda state: _at(30, 1.0, 0.12 * cavity_length(state)),
        UP,
        0.0,
        18.0,
    ),
    "APICAL_DOPPLER": _apical(30, 300, 7.5, 8.5),
    "PLAX_DOPPLER": _parasternal_long(3.0, 9.0, -1.2),
    "PSAX_DOPPLER": _base_cut(1.5, 11.0),
}


def draw_cut(
    plane: Plane, state: HeartState, rng: np.random.Generator, device: str
) -> tuple[Points, Sector]:
    """Draw where each clip cuts its heart.

    Returns:
        The pixels' places in the heart, and in the fan-shaped field of the probe.
    """
    n = len(state)
    place = PLACE_ERROR_APICAL_CM if plane.apical else PLACE_ERROR_CM
    missed, turned = rng.normal(0, place, (2, n, 3)), rng.normal(0, TURN_ERROR, n)
    beside = rng.normal(0, FORESHORTENING_CM, n) * plane.apical
    scale = np.exp(rng.normal(0, DEPTH_ERROR, n))
    stand, aim = plane.stand(state) + missed[0], plane.aim(state) + missed[1]
    stand = stand + beside[:, None] * _unit(np.cross(aim - stand, plane.right))
    down = _unit(aim - stand)
    right = _unit(plane.right - (down @ plane.right)[:, None] * down)
    across = np.cross(down, right)
    right = np.cos(turned)[:, None] * right + np.sin(turned)[:, None] * across
    sector = Sector.of(plane.near_cm, plane.span_cm, scale, device)
    xyz = [
        column(stand[:, axis], device)
        + column(right[:, axis], device) * sector.lateral
        + column(down[:, axis], device) * sector.depth
        for axis in range(3)
    ]
    return Points(*xyz), sector


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))

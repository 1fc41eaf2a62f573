"""Heart state -> echo clips: moving ellipses and Doppler stand-ins, one kind of picture per view.

A view shows only what it can see: wall motion in A4C and A2C, wall thickness in PLAX and PSAX,
effusion best from below, velocities and leaks only in the Doppler views. Each clip cuts the heart
a little differently, so several views together know more than one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from train.cohort.state import HeartState

FRAMES, PIXELS = 8, 40
Image = NDArray[np.float32]

_axis = np.linspace(-1, 1, PIXELS, dtype=np.float32)
X, Y = _axis[None, None, None, :], _axis[None, None, :, None]
CYCLE = ((1 - np.cos(2 * np.pi * np.arange(FRAMES) / FRAMES)) / 2).astype(np.float32)
SOFT = 18.0
"""Steepness of an edge: about two pixels from dark to bright."""


def _column(value: NDArray[np.float64]) -> Image:
    """Make (patients,) broadcast over frames, rows and columns."""
    return np.asarray(value, np.float32)[:, None, None, None]


def _ellipse(cx: float, cy: float, half_x: Image, half_y: Image) -> Image:
    """A soft-edged ellipse, 1 inside and 0 outside."""
    radius = np.sqrt(((X - cx) / half_x) ** 2 + ((Y - cy) / half_y) ** 2)
    return 1 / (1 + np.exp(np.clip(SOFT * (radius - 1), -30, 30)))


@dataclass(frozen=True, slots=True)
class _Chambers:
    """Sizes over the cycle, shape (patients, frames, 1, 1): what the anatomical views draw."""

    lv: Image
    wall: Image
    la: Image
    rv: Image
    ra: Image
    effusion: Image
    flattening: Image


def _chambers(state: HeartState) -> _Chambers:
    cycle = CYCLE[None, :, None, None]
    diastole = 0.30 * (state.lvedv_ml_m2 / 60) ** (1 / 3)
    shrink = 1 - np.cbrt(np.clip(1 - state.lvef / 100, 0.1, 0.95))
    lv = _column(diastole) * (1 - _column(shrink) * cycle)
    thick = _column(0.085 * state.wall_cm) * (1 + 0.35 * _column(state.lvef / 60) * cycle)
    rv_size = (
        0.22
        + 0.0016 * np.maximum(state.pasp_mmhg - 25, 0)
        + 0.05 * np.maximum(2 - state.tapse_cm, 0)
    )
    rv = _column(rv_size) * (1 - 0.14 * _column(state.tapse_cm) * cycle)
    return _Chambers(
        lv=lv,
        wall=thick,
        la=_column(0.22 * np.cbrt(state.la_ml_m2 / 26)) * (1 + 0.12 * cycle),
        rv=rv,
        ra=_column(0.20 + 0.025 * state.tr) + 0 * cycle,
        effusion=_column(0.008 * state.effusion_mm) + 0 * cycle,
        flattening=_column(np.clip((state.pasp_mmhg - 40) / 60, 0, 0.45)) * (0.4 + 0.6 * cycle),
    )


def _heart(c: _Chambers, cx: float, cy: float, long: float, sac: float = 1.0) -> Image:
    """The left ventricle with its wall and the fluid around it: bright wall, dark blood."""
    half_x, half_y = c.lv, c.lv * long
    outer = _ellipse(cx, cy, half_x + c.wall, half_y + c.wall)
    fluid = _ellipse(cx, cy, half_x + c.wall + sac * c.effusion, half_y + c.wall + sac * c.effusion)
    cavity = _ellipse(cx, cy, half_x, half_y)
    return 0.35 - 0.33 * fluid + 0.75 * outer - 0.68 * cavity


def _a4c(state: HeartState, rng: np.random.Generator) -> Image:
    c = _chambers(state)
    picture = _heart(c, 0.28, -0.2, 1.7 * rng.uniform(0.82, 1.0))
    picture = picture - 0.3 * _ellipse(0.28, 0.62, c.la, c.la)
    picture = picture - 0.3 * _ellipse(-0.4, -0.1, c.rv, c.rv * 1.9)
    return picture - 0.3 * _ellipse(-0.4, 0.62, c.ra, c.ra)


def _a2c(state: HeartState, rng: np.random.Generator) -> Image:
    c = _chambers(state)
    picture = _heart(c, 0.0, -0.2, 1.7 * rng.uniform(0.82, 1.0))
    return picture - 0.3 * _ellipse(0.0, 0.65, c.la, c.la)


def _plax(state: HeartState, _: np.random.Generator) -> Image:
    c = _chambers(state)
    opening = _column(0.16 / np.maximum(state.av_vmax_ms, 0.8)) * (
        0.2 + 0.8 * CYCLE[None, :, None, None]
    )
    picture = _heart(c, -0.3, 0.05, 0.85)
    picture = picture - 0.3 * _ellipse(0.55, 0.45, c.la, c.la)
    root = _ellipse(0.55, -0.25, 0 * c.la + 0.3, 0 * c.la + 0.18)
    cusps = np.exp(-((np.abs(Y + 0.25) - opening) ** 2) * 900) * (np.abs(X - 0.5) < 0.12)
    return picture - 0.3 * root + 0.6 * cusps


def _psax(state: HeartState, _: np.random.Generator) -> Image:
    c = _chambers(state)
    flattened = replace(c, lv=c.lv * (1 - 0.5 * c.flattening))
    picture = _heart(flattened, 0.2, 0.1, 1.0)
    crescent = _ellipse(-0.35, 0.05, c.rv * 1.1, c.rv * 1.7)
    return picture - 0.3 * crescent * (picture < 0.5)


def _subcostal(state: HeartState, _: np.random.Generator) -> Image:
    c = _chambers(state)
    picture = _heart(c, 0.3, 0.2, 0.8, sac=2.2)
    return picture - 0.3 * _ellipse(-0.3, -0.25, c.rv * 1.6, c.rv)


def _jet(cx: float, cy: float, grade: NDArray[np.float64], when: Image) -> Image:
    """Colour Doppler stand-in: a bright cloud whose area follows the grade of the leak."""
    size = _column(0.05 + 0.11 * grade)
    return 0.9 * _ellipse(cx, cy, size * 0.7 + 0 * when, size * 1.2 + 0 * when) * when


def _envelope(velocity_ms: NDArray[np.float64], density: NDArray[np.float64]) -> Image:
    """Continuous-wave Doppler stand-in: a filled half-wave as deep as the velocity (to 7 m/s)."""
    depth = _column(np.clip(velocity_ms / 7, 0.02, 1)) * 1.8
    curve = -0.9 + depth * np.sqrt(np.maximum(1 - (X / 0.6) ** 2, 0))
    inside = 1 / (1 + np.exp(np.clip(SOFT * (Y - curve), -30, 30))) * (np.abs(X) < 0.6) * (Y > -0.9)
    return np.repeat(0.1 + _column(0.25 + 0.6 * density) * inside, FRAMES, axis=1)


def _a5c(state: HeartState, rng: np.random.Generator) -> Image:
    angle = rng.uniform(0.86, 1.0, len(state))
    return _envelope(state.av_vmax_ms * angle, np.full(len(state), 0.8))


def _apical_doppler(state: HeartState, rng: np.random.Generator) -> Image:
    angle = rng.uniform(0.86, 1.0, len(state))
    return _envelope(state.tr_vmax_ms * angle, np.clip(state.tr / 3, 0.05, 1))


def _plax_doppler(state: HeartState, rng: np.random.Generator) -> Image:
    systole = CYCLE[None, :, None, None]
    quiet = 0.45 * _plax(state, rng)
    return quiet + _jet(0.55, 0.45, state.mr, systole) + _jet(-0.05, -0.2, state.ar, 1 - systole)


def _psax_doppler(state: HeartState, rng: np.random.Generator) -> Image:
    systole = CYCLE[None, :, None, None]
    quiet = 0.45 * _psax(state, rng)
    return quiet + _jet(-0.6, 0.3, state.tr, systole) + _jet(0.5, -0.6, state.pr, 1 - systole)


_PAINTERS: dict[str, Callable[[HeartState, np.random.Generator], Image]] = {
    "PLAX": _plax,
    "PSAX": _psax,
    "A4C": _a4c,
    "A2C": _a2c,
    "SUBCOSTAL": _subcostal,
    "A5C": _a5c,
    "APICAL_DOPPLER": _apical_doppler,
    "PLAX_DOPPLER": _plax_doppler,
    "PSAX_DOPPLER": _psax_doppler,
}
VIEWS = tuple(_PAINTERS)
VIEW_SHARE = np.array([0.16, 0.12, 0.18, 0.12, 0.08, 0.09, 0.09, 0.09, 0.07])

CUT_ERROR = {
    "lvef": 5.0, "lvedv_ml_m2": 7.0, "wall_cm": 0.09, "la_ml_m2": 3.5, "tapse_cm": 0.2,
    "pasp_mmhg": 4.0, "mr": 0.3, "ar": 0.3, "tr": 0.3, "pr": 0.3, "effusion_mm": 1.5,
}  # fmt: skip
"""Standard deviation by which one clip misjudges what it shows: its plane is never the true one."""


def render(view: str, state: HeartState, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw one clip of ``view`` per patient: uint8, shape (patients, FRAMES, PIXELS, PIXELS)."""
    cut = {
        name: np.maximum(getattr(state, name) + rng.normal(0, error, len(state)), 0.05)
        for name, error in CUT_ERROR.items()
    }
    clean = _PAINTERS[view](replace(state, **cut), rng)
    shape = clean.shape
    speckle = np.sqrt(rng.standard_exponential(shape, dtype=np.float32))
    gain = _column(np.exp(rng.normal(0, 0.2, len(state))))
    shadow_at, shadow_depth = (
        _column(rng.uniform(-1, 1, len(state))),
        _column(rng.beta(1, 3, len(state))),
    )
    shadow = 1 - shadow_depth * np.exp(-(((X - shadow_at) / 0.25) ** 2))
    picture = np.maximum(clean, 0.02) * (0.45 + 0.62 * speckle) * gain * shadow
    return np.asarray(np.clip(picture * 200, 0, 255), np.uint8)


def draw_study_views(
    rng: np.random.Generator, fewest: int = 4, most: int = 10
) -> NDArray[np.int64]:
    """Draw which views a study holds, as indices into VIEWS: some are missing, some come twice."""
    return rng.choice(len(VIEWS), rng.integers(fewest, most + 1), p=VIEW_SHARE / VIEW_SHARE.sum())

"""Anatomy: sizes and motion of one heart's parts, in cm of its own frame, for the painters."""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from train.cohort.echo.cycle import Cycle
from train.cohort.echo.myocardium import VOLUME, narrowing, shortening
from train.cohort.echo.space import column
from train.cohort.state import Floats, HeartState


def cavity_half_width(state: HeartState) -> Floats:
    """Half the width of the left ventricle at the end of diastole, in cm."""
    return np.cbrt(state.lvedv_ml_m2 * state.bsa_m2 / (VOLUME * length_to_width(state)))


def length_to_width(state: HeartState) -> Floats:
    """A dilated ventricle is rounder."""
    return np.clip(1.80 - 0.0045 * (state.lvedv_ml_m2 - 60), 1.35, 1.90)


def cavity_length(state: HeartState) -> Floats:
    """Length of the left ventricle from base to apex at the end of diastole, in cm."""
    return 2 * length_to_width(state) * cavity_half_width(state)


def flattening(state: HeartState) -> Floats:
    """Part by which pressure on the right flattens the septum (the D shape)."""
    return np.clip((state.pasp_mmhg - 42) / 110, 0, 0.38)


@dataclass(frozen=True, slots=True)
class Ventricle:
    """Left ventricle: shape (patients, 1, 1, 1), or with frames where it says so.

    ``middle`` and ``half_length`` (frames) place the ellipsoid on the long axis, ``base`` (frames)
    cuts it off; ``length`` is that of diastole; ``half_width`` shrinks by ``narrow`` (frames) where
    no scar is.
    """

    half_width: Tensor
    length: Tensor
    narrow: Tensor
    shorten: Tensor
    middle: Tensor
    half_length: Tensor
    base: Tensor
    septum: Tensor
    posterior: Tensor
    flattening: Tensor
    scars: tuple[Tensor, Tensor, Tensor]
    infiltration: Tensor
    effusion: Tensor


def ventricle(state: HeartState, cycle: Cycle, device: str) -> Ventricle:
    """Build the left ventricle; its apex stays in place, its base comes down."""
    flat = flattening(state)
    length = cavity_length(state)[:, None]
    shorten = shortening(state)[:, None] * cycle.contraction
    half_length = length * (1 - shorten) / 1.5

    def make(value: Floats) -> Tensor:
        return column(value, device)

    scars = (state.scar_anterior, state.scar_inferior, state.scar_lateral)
    return Ventricle(
        # What the flat septum takes from one half, the other directions give back.
        half_width=make(cavity_half_width(state) / np.sqrt(1 - flat / 2)),
        length=make(length),
        narrow=make(np.minimum(narrowing(state)[:, None] * cycle.contraction, 0.95)),
        shorten=make(1 - shorten),
        middle=make(length - half_length),
        half_length=make(half_length),
        base=make(length * shorten),
        septum=make(state.septum_cm),
        posterior=make(state.posterior_cm),
        flattening=make(1 - flat),
        scars=(make(scars[0]), make(scars[1]), make(scars[2])),
        infiltration=make(state.infiltration),
        effusion=make(state.effusion_mm / 10),
    )


@dataclass(frozen=True, slots=True)
class Rest:
    """The other chambers and the aorta; shapes as in Ventricle, half-axes and places in cm."""

    rv_middle: Tensor
    rv_across: Tensor
    rv_around: Tensor
    rv_length: Tensor
    rv_base: Tensor
    rv_annulus: Tensor
    rv_wall: Tensor
    outflow: Tensor
    la: Tensor
    ra: Tensor
    ra_away: Tensor
    aorta: Tensor
    aorta_away: Tensor


def rest(state: HeartState, cycle: Cycle, device: str) -> Rest:
    """Build the right ventricle around the septum, the atria behind the valves, and the aorta."""
    width = cavity_half_width(state)
    outer = (width + state.septum_cm) * (1 - flattening(state))
    middle = 0.45 * outer
    across = 0.92 * outer + state.rv_basal_cm - middle
    squeeze = 0.16 * (state.tapse_cm * state.rv_basal_cm)[:, None] * cycle.contraction
    base = 0.6 + state.tapse_cm[:, None] * cycle.contraction
    la, ra = (_atrium(size * state.bsa_m2, cycle) for size in (state.la_ml_m2, state.ra_ml_m2))
    values = {
        "rv_middle": middle,
        "rv_across": across[:, None] - squeeze,
        "rv_around": 0.95 * (width + state.posterior_cm) + 0.15 * state.rv_basal_cm,
        "rv_length": 0.88 * cavity_length(state)[:, None] - base,
        "rv_base": base,
        "rv_annulus": outer + 0.5 * state.rv_basal_cm,
        "rv_wall": np.clip(0.35 + 0.006 * (state.pasp_mmhg - 30), 0.3, 0.9),
        "outflow": 0.9 * np.sqrt(state.rv_basal_cm / 3.5),
        "la": la,
        "ra": ra,
        "ra_away": la.max(1) + ra.max(1) - 0.3,
        "aorta": 1.4 * np.sqrt(state.bsa_m2 / 1.9),
        "aorta_away": 0.36 * width,
    }
    return Rest(**{name: column(value, device) for name, value in values.items()})


def _atrium(volume_ml: Floats, cycle: Cycle) -> Floats:
    """Radius of a sphere as large as the atrium, at each frame; ``volume_ml`` is its largest."""
    # An atrium that does not contract swings less.
    emptied = np.where(cycle.atrial[:, -1:] > 0.8, 0.18, 0.45)
    return np.cbrt(volume_ml[:, None] * (1 - emptied * cycle.atrial) / (4 / 3 * np.pi))

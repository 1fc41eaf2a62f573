"""The kinds of picture in a study, what each shows, and which a study holds."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from train.cohort.echo import colour
from train.cohort.echo.colour import Jet
from train.cohort.echo.cycle import Cycle
from train.cohort.echo.tissue import AORTA, LA, RA, RV
from train.cohort.state import HeartState


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of picture.

    Attributes:
        share: How often a study's clip is of this kind.
        shows: Parts of the heart in the picture, besides the left ventricle.
        jets: What colour Doppler shows; none in a grey picture.
    """

    share: float
    shows: frozenset[str] = frozenset()
    jets: tuple[Callable[[HeartState, Cycle], Jet], ...] = field(default=())


_FOUR = frozenset({RV, RA, LA})
_LONG = frozenset({RV, LA, AORTA})
_BASE = frozenset({RV, RA, LA, AORTA})

KINDS = {
    "PLAX": Kind(0.13, _LONG),
    "PSAX_BASE": Kind(0.07, _BASE),
    "PSAX_MID": Kind(0.09, frozenset({RV})),
    "A4C": Kind(0.15, _FOUR),
    "A2C": Kind(0.11, frozenset({LA})),
    "A3C": Kind(0.08, frozenset({LA, AORTA})),
    "SUBCOSTAL": Kind(0.07, _FOUR),
    "A5C_DOPPLER": Kind(0.07),
    "APICAL_DOPPLER": Kind(0.07, _FOUR, (colour.mitral_inflow, colour.mitral_leak)),
    "TR_DOPPLER": Kind(0.06),
    "PLAX_DOPPLER": Kind(0.05, _LONG, (colour.mitral_leak, colour.aortic_leak)),
    "PSAX_DOPPLER": Kind(0.05, _BASE, (colour.tricuspid_leak, colour.pulmonary_leak)),
}
"""Shares are choices: every laboratory records the parasternal long axis and four chambers."""
VIEWS = tuple(KINDS)


def draw_study_views(
    rng: np.random.Generator, fewest: int = 4, most: int = 10
) -> NDArray[np.int64]:
    """Draw which views a study holds, as indices into VIEWS: some are missing, some come twice."""
    share = np.array([kind.share for kind in KINDS.values()])
    return rng.choice(len(VIEWS), rng.integers(fewest, most + 1), p=share / share.sum())

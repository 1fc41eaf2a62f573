"""From leads to electrodes: which contacts explain the leads that are bad, and how strongly."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS, LIMB_LEADS

RA, LA, LL = Electrode.RA, Electrode.LA, Electrode.LL
LIMBS: Final = (RA, LA, LL)
MEASURING: Final = (*LIMBS, *(Electrode(lead) for lead in LEADS[6:]))
"""The nine electrodes that leads are made of; RL is the recorder's reference."""
BETWEEN: Final = MappingProxyType({"I": (RA, LA), "II": (RA, LL), "III": (LA, LL)})
"""Bipolar lead -> the two electrodes whose difference it is: the second minus the first."""
AUGMENTED: Final = MappingProxyType({"aVR": RA, "aVL": LA, "aVF": LL})
"""Augmented lead -> the electrode it looks from."""
HALF: Final = 0.25
"""An electrode is named when its disturbance is half as high (a quarter in power) as the worst."""


def suspects(leads: Collection[str]) -> tuple[Electrode, ...]:
    """Name the electrodes that explain the bad leads, limb electrodes first.

    Args:
        leads: Standard names of the bad leads.

    Returns:
        One electrode when the bad limb leads have one in common, else all that take part.
    """
    limb = _limb_suspects(leads)
    chest = (Electrode(lead) for lead in LEADS if lead in leads and lead not in LIMB_LEADS)
    return (*(electrode for electrode in LIMBS if electrode in limb), *chest)


def _limb_suspects(leads: Collection[str]) -> frozenset[Electrode]:
    looked_from = frozenset(AUGMENTED[lead] for lead in leads if lead in AUGMENTED)
    pairs = [frozenset(BETWEEN[lead]) for lead in leads if lead in BETWEEN]
    if not pairs:
        return looked_from
    shared = frozenset.intersection(*pairs)
    return shared & looked_from or shared or frozenset(LIMBS)


def blamed(power: NDArray[np.float64], leads: Sequence[str]) -> tuple[Electrode, ...]:
    """Name the electrodes whose disturbances add up to what the leads show.

    Args:
        power: Square of each lead's disturbance, shape (leads,), zero or more.
        leads: Standard names of the rows.

    Returns:
        The worst electrode and all at least half as bad, limb electrodes first; empty where
        nothing is disturbed.
    """
    known = power_shares(tuple(leads))
    found = np.maximum(np.linalg.pinv(known) @ power, 0) * known.any(axis=0)
    if not found.any():
        return ()
    return tuple(
        electrode
        for electrode, value in zip(MEASURING, found, strict=True)
        if value >= HALF * found.max()
    )


def involved(leads: Collection[str]) -> frozenset[Electrode]:
    """Return the electrodes whose potential any of these leads shows.

    Args:
        leads: Standard names.
    """
    is_there = (shares(tuple(leads)) != 0).any(axis=0)
    return frozenset(one for one, there in zip(MEASURING, is_there, strict=True) if there)


@lru_cache(maxsize=8)
def power_shares(leads: tuple[str, ...]) -> NDArray[np.float64]:
    """How much of the power of each electrode's own disturbance each lead shows.

    Args:
        leads: Standard names.

    Returns:
        Shape (leads, electrodes) in the order of ``MEASURING``: squares of ``shares``.
    """
    return shares(leads) ** 2


@lru_cache(maxsize=8)
def shares(leads: tuple[str, ...]) -> NDArray[np.float64]:
    """How much of each electrode's potential each lead shows.

    Args:
        leads: Standard names.

    Returns:
        Shape (leads, electrodes) in the order of ``MEASURING``.

    Source: Einthoven's, Goldberger's and Wilson's definitions of the leads.
    """
    return np.array([[_share(lead, one) for one in MEASURING] for lead in leads])


def _share(lead: str, electrode: Electrode) -> float:
    if lead in BETWEEN:
        minus, plus = BETWEEN[lead]
        return float(electrode is plus) - float(electrode is minus)
    if lead in AUGMENTED:
        return 1.0 if electrode is AUGMENTED[lead] else -0.5 * (electrode in LIMBS)
    return 1.0 if electrode == lead else -(electrode in LIMBS) / 3

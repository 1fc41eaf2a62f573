"""Which electrode to press when leads are bad, in words for the person at the bedside."""

from collections.abc import Collection, Sequence
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.leads import LEADS, LIMB_LEADS

_RIGHT_ARM, _LEFT_ARM, _LEFT_LEG = LIMB_ELECTRODES = ("right arm", "left arm", "left leg")

BETWEEN: Final = MappingProxyType(
    {
        "I": frozenset((_RIGHT_ARM, _LEFT_ARM)),
        "II": frozenset((_RIGHT_ARM, _LEFT_LEG)),
        "III": frozenset((_LEFT_ARM, _LEFT_LEG)),
    }
)
"""Bipolar lead -> the two electrodes whose difference it is."""

AUGMENTED: Final = MappingProxyType({"aVR": _RIGHT_ARM, "aVL": _LEFT_ARM, "aVF": _LEFT_LEG})
"""Augmented lead -> the electrode it looks from."""


MANY: Final = 4
"""With more suspects than this, the cable or the whole placement is the likelier cause."""


def suspects(leads: Collection[str]) -> tuple[str, ...]:
    """Name the electrodes that explain the bad leads, limb electrodes first.

    Args:
        leads: Standard names of the bad leads.

    Returns:
        One electrode when the bad limb leads have one in common, else all that take part.
    """
    limb = _limb_suspects(leads)
    chest = [lead for lead in LEADS if lead in leads and lead not in LIMB_LEADS]
    return (*(electrode for electrode in LIMB_ELECTRODES if electrode in limb), *chest)


def _limb_suspects(leads: Collection[str]) -> frozenset[str]:
    looked_from = frozenset(AUGMENTED[lead] for lead in leads if lead in AUGMENTED)
    pairs = [BETWEEN[lead] for lead in leads if lead in BETWEEN]
    if not pairs:
        return looked_from
    shared = frozenset.intersection(*pairs)
    return shared & looked_from or shared or frozenset(LIMB_ELECTRODES)


def advice(leads: Collection[str]) -> str:
    """Say which electrodes to press, as a sentence."""
    names = suspects(leads)
    if len(names) > MANY:
        return "Check the cable and all ten electrodes, and record again."
    plural = "s" if len(names) > 1 else ""
    return f"Press the {listing(names)} electrode{plural} onto the skin and record again."


def listing(names: Sequence[str]) -> str:
    """Join names as in a sentence: ``V1, V2 and V3``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"

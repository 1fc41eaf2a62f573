"""The leads that a recording lacks, in words."""

from collections.abc import Collection
from typing import Final

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.words import ENGLISH

MANY: Final = 6
"""With so many leads missing, the ones present make the shorter sentence."""


def lacking(leads: Collection[str]) -> str:
    """Name what is missing of the twelve leads; empty when nothing is.

    Args:
        leads: Standard names of those that were recorded.
    """
    missing = [lead for lead in LEADS if lead not in leads]
    if len(missing) < MANY:
        return ENGLISH.listing(missing)
    present = ENGLISH.listing([lead for lead in LEADS if lead in leads]) or "none"
    return f"{len(missing)} of the twelve leads (it has only {present})"

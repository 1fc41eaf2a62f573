"""Find electrodes that are not in their places, on the averaged beat.

Every alarm stops a screening, so an exchange must be far likelier than none. What cannot be seen:
left leg and right leg exchanged. What is hard to see: left arm and left leg.
"""

from collections.abc import Collection
from typing import Final

import numpy as np

from echo2ecg_edge.admission.arrangement import exchanges_seen, log_odds
from echo2ecg_edge.admission.exchanges import Exchange
from echo2ecg_edge.admission.legs import exchanged_with_leg
from echo2ecg_edge.admission.misplaced import Misplaced
from echo2ecg_edge.admission.picture import Picture, picture
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS, LIMB_LEADS
from echo2ecg_edge.measure.analysis import Analysis

EASY_LIMIT: Final = 5.0
"""Log odds from which an exchange with the right arm is believed."""
HARD_LIMIT: Final = 7.5
"""The same for left arm with left leg, and among the chest electrodes: there hearts differ more.
Both were chosen on fold 8 of PTB-XL."""


def find_misplaced(analysis: Analysis, leads: Collection[str]) -> Misplaced | None:
    """Find electrodes that are exchanged.

    Args:
        analysis: Of the cleaned signal.
        leads: Its leads in the order of ``LEADS``; only all twelve or the six limb leads are
            looked at.

    Returns:
        The likeliest exchange; None where none is much likelier than electrodes in their places.
    """
    beat, waves = analysis.beat, analysis.waves
    if beat is None or waves is None or tuple(leads) not in (LEADS, LIMB_LEADS):
        return None
    found = exchanged_with_leg(beat) or likeliest_exchange(picture(beat, waves))
    return None if found is None else Misplaced(found)


def likeliest_exchange(seen: Picture) -> tuple[Electrode, ...] | None:
    """Return the likeliest exchange, or None where it is not likely enough.

    Args:
        seen: Picture of a beat, shape (8 or 2, numbers).
    """
    odds, exchanges = log_odds(seen), exchanges_seen(len(seen))
    beyond = odds - np.array([limit_of(each) for each in exchanges])
    likeliest = int(beyond.argmax())
    return exchanges[likeliest].electrodes if beyond[likeliest] >= 0 else None


def limit_of(exchange: Exchange) -> float:
    """Return the log odds from which an exchange is believed.

    Args:
        exchange: One of those that a picture can show.
    """
    return EASY_LIMIT if Electrode.RA in exchange.electrodes else HARD_LIMIT

"""Every sentence that a result speaks, in one catalogue, ready to be translated."""

from echo2ecg_edge.words.catalogue import CATALOGUE
from echo2ecg_edge.words.say import listing, say

__all__ = ["CATALOGUE", "listing", "say"]

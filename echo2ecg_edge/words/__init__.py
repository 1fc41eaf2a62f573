"""Every sentence that a result speaks, in one catalogue, and the languages it is spoken in."""

from echo2ecg_edge.words.catalogue import CATALOGUE
from echo2ecg_edge.words.known import known
from echo2ecg_edge.words.language import ENGLISH, LANGUAGES, Language, language
from echo2ecg_edge.words.say import say

__all__ = ["CATALOGUE", "ENGLISH", "LANGUAGES", "Language", "known", "language", "say"]

"""Every sentence that a result speaks, by key: the one place a translator has to read."""

from types import MappingProxyType
from typing import Final

from echo2ecg_edge.words.reasons import REASONS
from echo2ecg_edge.words.steps import STEPS
from echo2ecg_edge.words.things import THINGS
from echo2ecg_edge.words.urgent import URGENT

CATALOGUE: Final = MappingProxyType({**REASONS, **STEPS, **URGENT, **THINGS})
"""Key -> English, with the names of values in braces."""

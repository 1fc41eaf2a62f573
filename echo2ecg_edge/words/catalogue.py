"""Every sentence that a result speaks, by key: the one place a translator has to read."""

from types import MappingProxyType
from typing import Final

from echo2ecg_edge.words.fhir import FHIR
from echo2ecg_edge.words.folder import FOLDER
from echo2ecg_edge.words.page import PAGE
from echo2ecg_edge.words.patient import PATIENT
from echo2ecg_edge.words.policy import POLICY
from echo2ecg_edge.words.reasons import REASONS
from echo2ecg_edge.words.statuses import STATUSES
from echo2ecg_edge.words.steps import STEPS
from echo2ecg_edge.words.text import TEXT
from echo2ecg_edge.words.things import THINGS
from echo2ecg_edge.words.urgent import URGENT

CATALOGUE: Final = MappingProxyType(
    {
        **REASONS,
        **STEPS,
        **POLICY,
        **URGENT,
        **THINGS,
        **TEXT,
        **STATUSES,
        **FHIR,
        **FOLDER,
        **PAGE,
        **PATIENT,
    }
)
"""Key -> English, with the names of values in braces."""

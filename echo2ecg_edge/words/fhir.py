"""What a FHIR report says in other words than the other reports."""

from types import MappingProxyType
from typing import Final

FHIR: Final = MappingProxyType(
    {"fhir.unreadable": "The file could not be read as an ECG; nothing is known of this patient."}
)
"""Key -> sentence."""

"""The words for how a site's thresholds were chosen."""

from types import MappingProxyType
from typing import Final

POLICY: Final = MappingProxyType(
    {
        "mode.SENSITIVE": "sensitive",
        "mode.BALANCED": "balanced",
        "mode.SPECIFIC": "specific",
        "mode.CAPACITY": "capacity",
        "mode.THRESHOLDS": "own thresholds",
    }
)
"""Key -> words."""

"""The names of things that sentences speak of, and how several are joined."""

from types import MappingProxyType
from typing import Final

THINGS: Final = MappingProxyType(
    {
        "electrode.RA": "right arm",
        "electrode.LA": "left arm",
        "electrode.LL": "left leg",
        "electrode.RL": "right leg",
        "list.two": "{first} and {last}",
        "list.comma": ", ",
        "list.all_leads": "all leads",
    }
)
"""Key -> words."""

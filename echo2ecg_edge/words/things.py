"""The names of things that sentences speak of, and how several are joined."""

from types import MappingProxyType
from typing import Final

from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge

THINGS: Final = MappingProxyType(
    {
        "electrode.RA": "right arm",
        "electrode.LA": "left arm",
        "electrode.LL": "left leg",
        "electrode.RL": "right leg",
        "list.two": "{first} and {last}",
        "list.comma": ", ",
        "list.all_leads": "all leads",
        **{f"knowledge.{kind.name}": str(kind) for kind in Knowledge},
        **{f"title.{key}": title for key, title in {**STRUCTURAL_LABELS, **FINDINGS}.items()},
    }
)
"""Key -> words."""

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
        "detail.AGE": "age",
        "detail.SEX": "sex",
        "sex.FEMALE": "female",
        "sex.MALE": "male",
        "leadstate.GOOD": "good",
        "leadstate.USABLE": "usable",
        "leadstate.REDO": "cannot be used",
        "list.two": "{first} and {last}",
        "list.comma": ", ",
        "list.semicolon": "; ",
        "list.all_leads": "all leads",
        "number.decimal": ".",
        **{f"knowledge.{kind.name}": str(kind) for kind in Knowledge},
        "short.SIMULATED": "simulated",
        "short.ANCHORED": "real ECG, simulated echo",
        "short.MIXED": "simulated echos",
        "short.REAL": "real",
        "short.OTHERS": "real, by others",
        "short.REAL_ECGS": "real ECGs",
        **{f"title.{key}": title for key, title in {**STRUCTURAL_LABELS, **FINDINGS}.items()},
    }
)
"""Key -> words."""

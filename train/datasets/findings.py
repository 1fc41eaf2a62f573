"""Which SCP statements of PTB-XL stand for each finding of the runtime."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.findings import FINDINGS, STATEMENTS
from train.datasets.superclass import SUPERCLASSES

RENAMED: Final[Mapping[str, str]] = MappingProxyType({"lao_lae": "LAO/LAE", "rao_rae": "RAO/RAE",
                                                      "prc_s": "PRC(S)"})  # fmt: skip
GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "group_ami": "AMI ASMI ALMI INJAS INJAL",
        "group_imi": "IMI ILMI IPMI IPLMI INJIN INJIL",
        "group_isc": "ISC_ ISCAL ISCAN ISCAS ISCIL ISCIN ISCLA",
        "group_stt": "NDT NST_ NT_ STD_ STE_ INVT LOWT TAB_",
        "group_avb": "2AVB 3AVB",
    }
)

CODES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {f"class_{name.lower()}": codes for name, codes in SUPERCLASSES.items()}
    | {key: frozenset(codes.split()) for key, codes in GROUPS.items()}
    | {key: frozenset({RENAMED.get(key, key.upper())}) for key in STATEMENTS}
)
"""Key -> SCP statements, any of which makes the finding; in the order of ``FINDINGS``."""

FINDING_LABELS: Final = tuple(FINDINGS)
"""Keys in the order of the model's output."""


def finding_labels(statements: frozenset[str]) -> dict[str, bool]:
    """Return every finding of one ECG: what a reader does not state is not there."""
    return {key: not codes.isdisjoint(statements) for key, codes in CODES.items()}

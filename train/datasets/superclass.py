"""The five super-classes of PTB-XL, from an ECG's SCP statements."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

SUPERCLASSES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        name: frozenset(codes.split())
        for name, codes in {
            "NORM": "NORM",
            "MI": "AMI ASMI ALMI IMI ILMI LMI PMI IPMI IPLMI INJAS INJAL INJIN INJLA INJIL",
            "STTC": "NDT NST_ DIG LNGQT ISC_ ISCAL ISCAN ISCAS ISCIL ISCIN ISCLA ANEUR EL",
            "CD": "LAFB LPFB IRBBB CRBBB ILBBB CLBBB IVCD WPW 1AVB 2AVB 3AVB",
            "HYP": "LVH RVH SEHYP LAO/LAE RAO/RAE",
        }.items()
    }
)
"""Super-class -> its diagnostic statements. Source: scp_statements.csv of PTB-XL."""


def superclasses(statements: Sequence[Collection[str]]) -> NDArray[np.bool_]:
    """Return which super-classes each ECG belongs to; it may be several, or none.

    Args:
        statements: SCP statements of each ECG.

    Returns:
        Shape (ECGs, len(SUPERCLASSES)), in the order of SUPERCLASSES.
    """
    rows = [[not codes.isdisjoint(said) for codes in SUPERCLASSES.values()] for said in statements]
    return np.array(rows, bool).reshape(len(rows), len(SUPERCLASSES))

"""Findings: what a reader writes under an ECG, as groups of PTB-XL's SCP statements.

Light on purpose: no data is read here, so that anything may import the names.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

FINDINGS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        name: frozenset(codes.split())
        for name, codes in {
            "NORM": "NORM",
            "AF": "AFIB",
            "FLUTTER": "AFLT",
            "SVT": "SVTAC PSVT SVARR",
            "PAC": "PAC",
            "PVC": "PVC BIGU TRIGU",
            "PACED": "PACE",
            "LBBB": "CLBBB",
            "ILBBB": "ILBBB",
            "RBBB": "CRBBB",
            "IRBBB": "IRBBB",
            "LAFB": "LAFB",
            "LPFB": "LPFB",
            "IVCD": "IVCD",
            "AVB1": "1AVB",
            "AVB23": "2AVB 3AVB",
            "WPW": "WPW",
            "LVH": "LVH",
            "VCLVH": "VCLVH",
            "SEHYP": "SEHYP",
            "RVH": "RVH",
            "LAE": "LAO/LAE",
            "RAE": "RAO/RAE",
            "ASMI": "ASMI",
            "AMI": "AMI",
            "ALMI": "ALMI",
            "IMI": "IMI",
            "ILMI": "ILMI",
            "LMI": "LMI",
            "PMI": "PMI IPMI IPLMI",
            "ISC": "ISC_ ISCAL ISCAN ISCAS ISCIL ISCIN ISCLA",
            "NST": "NST_ STD_ STE_",
            "NDT": "NDT INVT LOWT NT_ TAB_",
            "LNGQT": "LNGQT",
            "DIG": "DIG",
            "EL": "EL",
            "ANEUR": "ANEUR",
            "LVOLT": "LVOLT",
            "QWAVE": "QWAVE",
            "HVOLT": "HVOLT",
            "SVBRADY": "SBRAD",
            "STACH": "STACH",
        }.items()
    }
)
"""Finding -> the SCP statements that stand for it. Source: scp_statements.csv of PTB-XL."""


def findings(statements: Sequence[Collection[str]]) -> NDArray[np.bool_]:
    """Return which findings each ECG's statements amount to.

    Args:
        statements: SCP statements of each ECG.

    Returns:
        Shape (ECGs, len(FINDINGS)), in the order of FINDINGS.
    """
    rows = [[not codes.isdisjoint(said) for codes in FINDINGS.values()] for said in statements]
    return np.array(rows, bool).reshape(len(rows), len(FINDINGS))

"""Diagnoses of the hospitals' ECGs, mapped by hand to the findings of the runtime."""

from types import MappingProxyType
from typing import Final

import numpy as np

from benchmarks.accuracy.ecgs import Flags

MEANS: Final = MappingProxyType(
    {
        "sr": "NSR",
        "afib": "AF",
        "aflt": "AFL",
        "stach": "STach",
        "sbrad": "SB",
        "sarrh": "SArrh",
        "pac": "PAC",
        "pvc": "PVC",
        "pace": "paced",
        "1avb": "IAVB",
        "clbbb": "LBBB",
        "crbbb": "RBBB",
        "irbbb": "IRBBB",
        "lafb": "LAFB",
        "ivcd": "NSIVCD",
        "lvh": "LVH",
        "lao_lae": "LAE LA_abn",
        "rao_rae": "RAE",
        "lvolt": "LowQRS",
        "lngqt": "LongQT",
        "qwave": "Q_abn",
        "invt": "T_inv",
        "std_": "STD",
        "group_stt": "NSSTTA",
        "group_isc": "ischaemia ischaemia_lateral ischaemia_anterior chronic_ischaemia STIAb",
        "class_mi": "MI MI_old",
    }
)
"""Finding -> the diagnoses of these sets that mean it; any of them counts."""


def truths(said: list[frozenset[str]]) -> dict[str, Flags]:
    """Return finding -> who is labelled with it, shape (n,)."""
    return {
        key: np.array([not one.isdisjoint(names.split()) for one in said])
        for key, names in MEANS.items()
    }

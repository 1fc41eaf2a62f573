"""Which findings a report states: the most specific ones that are likely enough, likeliest first.

A class or a group says less than a statement that belongs to it, and "normal ECG" or "sinus rhythm"
says nothing beside something that is wrong; so each is stated only where nothing more specific is.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.prediction import FindingScore
from echo2ecg_edge.screening import Screening

UNREMARKABLE: Final = ("norm", "class_norm", "sr")
"""Stated only where nothing else is, and then only the first of them."""

MEMBERS: Final = MappingProxyType(
    {
        key: frozenset(members.split())
        for key, members in {
            "group_ami": "ami asmi almi injas injal",
            "group_imi": "imi ilmi ipmi iplmi injin injil",
            "group_isc": "isc_ iscal iscan iscas iscil iscin iscla",
            "group_stt": "ndt nst_ nt_ std_ ste_ invt lowt tab_",
            "group_avb": "2avb 3avb",
            "class_mi": (
                "group_ami group_imi ami asmi almi imi ilmi lmi pmi ipmi iplmi injas injal injin "
                "injla injil"
            ),
            "class_sttc": (
                "group_isc group_stt ndt nst_ dig lngqt isc_ iscal iscan iscas iscil iscin iscla "
                "aneur el"
            ),
            "class_cd": ("group_avb lafb lpfb irbbb crbbb ilbbb clbbb ivcd wpw 1avb 2avb 3avb"),
            "class_hyp": "lvh rvh sehyp lao_lae rao_rae",
        }.items()
    }
)
"""Class or group -> what belongs to it and says more."""


def stated_of(screening: Screening) -> tuple[FindingScore, ...]:
    """Return the findings that a report states of one ECG.

    None of fewer than twelve leads; and beside something urgent, nothing is called normal.

    Args:
        screening: The result.
    """
    prediction = screening.prediction
    if prediction is None or prediction.lead_set != TWELVE:
        return ()
    stated = stated_findings(prediction.findings)
    return tuple(one for one in stated if not screening.urgent or one.key not in UNREMARKABLE)


def stated_findings(findings: Iterable[FindingScore]) -> tuple[FindingScore, ...]:
    """Return the findings to state, the most probable first; empty where none is likely enough."""
    stated = {score.key: score for score in findings if score.is_stated}
    specific = [
        score
        for key, score in stated.items()
        if key not in UNREMARKABLE and MEMBERS.get(key, frozenset()).isdisjoint(stated)
    ]
    if specific:
        return tuple(sorted(specific, key=lambda score: -score.probability))
    return tuple(stated[key] for key in UNREMARKABLE if key in stated)[:1]

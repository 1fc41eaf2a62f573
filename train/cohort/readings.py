"""What real readers' words mean in the simulator's terms: statement groups -> patterns."""

from collections.abc import Collection, Sequence

import numpy as np

from train.cohort.links import PATTERNS
from train.cohort.state import Flags
from train.datasets.statements import FINDINGS as GROUPS
from train.datasets.statements import findings

MEANS = {
    "LVH": ("LVH", "VCLVH", "SEHYP"),
    "RVH": ("RVH",),
    "LAE": ("LAE",),
    "RAE": ("RAE",),
    "AMI": ("ASMI", "AMI", "ALMI", "ANEUR"),
    "IMI": ("IMI", "ILMI", "PMI"),
    "LMI": ("LMI", "ALMI", "ILMI", "PMI"),
    "ISC": ("ISC",),
    "NST": ("NST",),
    "NDT": ("NDT",),
    "LVOLT": ("LVOLT",),
    "LNGQT": ("LNGQT",),
    "NORM": ("NORM",),
    "AF": ("AF",),
    "FLUTTER": ("FLUTTER",),
    "AVB1": ("AVB1",),
    **{name: (name,) for name in ("LBBB", "ILBBB", "RBBB", "IRBBB", "LAFB", "LPFB", "IVCD", "WPW")},
}
"""Pattern or finding -> the statement groups that name it."""
NOT_CONDUCTED = ("AF", "FLUTTER", "PACED", "AVB23", "SVT")
"""Readings that the law of beats does not describe."""


def said(statements: Sequence[Collection[str]], names: Sequence[str]) -> Flags:
    """Return whether a reader named each pattern or finding, shape (ECGs, len(names))."""
    group = dict(zip(GROUPS, findings(statements).T, strict=True))
    columns = {name: np.any([group[one] for one in ones], axis=0) for name, ones in MEANS.items()}
    repolarised = columns["ISC"] | columns["NST"] | columns["NDT"]
    columns["STRAIN"] = columns["LVH"] & repolarised
    return np.column_stack([columns[name] for name in names])


def patterns_of(statements: Sequence[Collection[str]]) -> Flags:
    """Return the patterns of PATTERNS that readers named, shape (ECGs, len(PATTERNS)).

    ST-T changes beside hypertrophy are strain and nothing else, so that each has its own effect.
    """
    named = said(statements, PATTERNS)
    strained = named[:, PATTERNS.index("STRAIN")]
    for other in ("ISC", "NST", "NDT"):
        named[strained, PATTERNS.index(other)] = False
    return named


def regular(statements: Sequence[Collection[str]]) -> Flags:
    """Return which ECGs are conducted beats of a sinus rhythm, shape (ECGs,)."""
    group = dict(zip(GROUPS, findings(statements).T, strict=True))
    return ~np.any([group[name] for name in NOT_CONDUCTED], axis=0)

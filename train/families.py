"""Families of labels: structural ones, findings, and whether an ECG is plausible at all.

A row may know the labels of one family and not of another, so each has a loss and a weight of its
own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from echo2ecg_edge.findings import FINDINGS

IMPLAUSIBLE = "implausible"
"""The label of ECGs that were tampered with: no row of the data, only training makes such ECGs."""


@dataclass(frozen=True, slots=True)
class Families:
    """Columns of each family among the labels.

    Attributes:
        labels: Structural labels, or whatever else the data know.
        findings: What the ECG itself shows; see ``echo2ecg_edge.findings``.
        implausible: One column at most.
    """

    labels: tuple[int, ...]
    findings: tuple[int, ...]
    implausible: tuple[int, ...]

    @classmethod
    def of(cls, names: Sequence[str]) -> "Families":
        """Sort label names into families."""
        findings = tuple(at for at, name in enumerate(names) if name in FINDINGS)
        implausible = tuple(at for at, name in enumerate(names) if name == IMPLAUSIBLE)
        others = set(range(len(names))) - set(findings) - set(implausible)
        return cls(tuple(sorted(others)), findings, implausible)

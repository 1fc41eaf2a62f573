"""Corrections: what the site's own echos taught about the scores of some labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Correction:
    """The log-odds of a label here: ``slope`` x the bundle's log-odds + ``shift``."""

    slope: float
    shift: float


@dataclass(frozen=True, slots=True)
class Corrections:
    """A recalibration, as far as decisions need it.

    Attributes:
        by_label: Label key -> correction, for the labels that were recalibrated.
        sha256: Of the recalibration; empty where there is none.
    """

    by_label: Mapping[str, Correction] = field(default_factory=dict)
    sha256: str = ""


NONE: Final = Corrections()
"""No echo has come back yet."""

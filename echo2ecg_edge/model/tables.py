"""Thresholds to choose from: what each costs and finds, and what it means at a prevalence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.model.arrays import misfit
from echo2ecg_edge.model.bundle import Bundle

TABLES_FILE: Final = "tables.json"
FIELDS: Final = ("threshold", "sensitivity", "specificity")


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """One threshold and what it does.

    Attributes:
        threshold: Calibrated probability at or above which an ECG counts as positive.
        sensitivity: Share of those with the disease that it finds.
        specificity: Share of those without that it leaves alone.
    """

    threshold: float
    sensitivity: float
    specificity: float

    def ppv(self, prevalence: float) -> float | None:
        """Return the share of positives that are right (Bayes); None where nobody is positive.

        Args:
            prevalence: Share of patients with the disease where the model is used.
        """
        found = self.sensitivity * prevalence
        return _share(found, (1 - self.specificity) * (1 - prevalence))

    def npv(self, prevalence: float) -> float | None:
        """Return the share of negatives that are right (Bayes); None where nobody is negative."""
        missed = (1 - self.sensitivity) * prevalence
        return _share(self.specificity * (1 - prevalence), missed)


@dataclass(frozen=True, slots=True)
class Tables:
    """What ``tables.json`` holds.

    Attributes:
        data: The patients it was measured on.
        roc: Label or finding key -> points, the lowest threshold first.
    """

    data: str
    roc: Mapping[str, tuple[OperatingPoint, ...]]

    @classmethod
    def of(cls, bundle: Bundle) -> "Tables":
        """Read the tables of a bundle.

        Raises:
            BundleError: The bundle has none, or they are damaged.
        """
        if TABLES_FILE not in bundle.manifest.files:
            raise BundleError(
                f"The bundle {bundle.manifest.name!r} has no tables of thresholds.",
                "Use another bundle, or export this one again with this version of the software.",
            )
        try:
            content = json.loads(bundle.read(TABLES_FILE))
            tables = cls(
                str(content["data"]), {key: _points(rows) for key, rows in content["roc"].items()}
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise misfit(TABLES_FILE, "is not a table of thresholds") from error
        known = {spec.key for spec in bundle.manifest.scored}
        if unknown := set(tables.roc) - known:
            raise misfit(TABLES_FILE, f"has a table for {min(unknown)!r}, which it does not score")
        return tables

    def points(self, key: str) -> tuple[OperatingPoint, ...]:
        """Return the points of one label or finding, the lowest threshold first.

        Raises:
            CallError: There is no table for it.
        """
        if not self.roc.get(key):
            raise CallError(
                f"The bundle has no table for {key!r}.",
                f"Name one of: {', '.join(self.roc) or 'none'}.",
            )
        return self.roc[key]


def operating_point(
    bundle: Bundle,
    key: str,
    *,
    sensitivity: float | None = None,
    specificity: float | None = None,
) -> OperatingPoint:
    """Return the threshold that reaches a sensitivity or a specificity at the least cost.

    Args:
        bundle: Which has tables.
        key: Of a label or a finding.
        sensitivity: At least this; the highest such threshold is taken.
        specificity: At least this; the lowest such threshold is taken.

    Raises:
        CallError: Neither or both were given, no threshold reaches it, or there is no such table.
        BundleError: The bundle has no tables, or they are damaged.
    """
    if (sensitivity is None) == (specificity is None):
        raise CallError(
            "A threshold is chosen by a sensitivity or by a specificity.", "Give one of the two."
        )
    points = Tables.of(bundle).points(key)
    if sensitivity is not None:
        enough = [point for point in reversed(points) if point.sensitivity >= sensitivity]
    if specificity is not None:
        enough = [point for point in points if point.specificity >= specificity]
    if not enough:
        raise CallError(f"No threshold of {key!r} reaches that.", "Ask for less.")
    return enough[0]


def _points(rows: list[dict[str, Any]]) -> tuple[OperatingPoint, ...]:
    points = [OperatingPoint(**{name: _share_in(row[name]) for name in FIELDS}) for row in rows]
    return tuple(sorted(points, key=lambda point: point.threshold))


def _share_in(value: object) -> float:
    if isinstance(value, int | float) and 0 <= value <= 1:
        return float(value)
    raise ValueError(f"{value!r} is not a share")


def _share(right: float, wrong: float) -> float | None:
    return right / (right + wrong) if right + wrong > 0 else None

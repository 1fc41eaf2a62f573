"""Evidence of the LVEF estimate: how far off it is, and how often its interval holds the truth."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.lvef import lvef_estimate
from train.evaluate.subgroups import subgroups
from train.finish.lvef import FEWEST_ROWS, MEASURE, estimate_and_truth
from train.finish.part import Part
from train.finish.row import Figures, mean_over, rows_of, share_of
from train.trained import Trained

log = logging.getLogger(__name__)
OFF_OVERALL, OFF_IN_A_GROUP = 0.02, 0.05
"""How far coverage may lie from the level."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Test ECGs whose LVEF was measured, through one set of leads, as the runtime says it.

    Attributes:
        part: These ECGs.
        value: Estimates, points.
        miss: How far they are off.
        width: Of the intervals.
        holds: Whether the interval holds the truth.
    """

    part: Part
    value: NDArray[np.float64]
    miss: NDArray[np.float64]
    width: NDArray[np.float64]
    holds: NDArray[np.bool_]


def lvef_evidence(
    trained: Trained, spec: m.LvefSpec, shown: Mapping[str, Part]
) -> list[m.Evidence]:
    """Measure error, coverage and width for every lead set, and coverage of subgroups with all.

    Args:
        trained: Whose estimates.
        spec: The intervals.
        shown: Lead set -> test ECGs seen through it.
    """
    rows = []
    for lead_set, part in shown.items():
        seen = _see(trained, spec, lead_set, part)
        patient = seen.part.patient
        name = f"{spec.level:.0%} interval, {lead_set}"
        figures: Figures = [
            (MEASURE, f"mean absolute error, {lead_set}", mean_over(seen.miss, patient)),
            (MEASURE, f"mean width of the {name}", mean_over(seen.width, patient)),
            (MEASURE, f"coverage of the {name}", share_of(seen.holds, patient)),
        ]
        if lead_set == TWELVE:
            figures += _by_group(spec, seen)
        rows += rows_of(figures, part.data)
    _warn(rows, spec.level)
    return rows


def _see(trained: Trained, spec: m.LvefSpec, lead_set: str, part: Part) -> _Seen:
    estimate, truth = estimate_and_truth(trained, part)
    measured = np.flatnonzero(~np.isnan(truth))
    said = [lvef_estimate(float(points), spec, lead_set) for points in estimate[measured]]
    value, low, high = (
        np.array([getattr(one, end) for one in said]) for end in ("value", "low", "high")
    )
    truth = truth[measured]
    holds = (low <= truth) & (truth <= high)
    return _Seen(part.only(measured), value, abs(value - truth), high - low, holds)


def _by_group(spec: m.LvefSpec, seen: _Seen) -> Figures:
    groups, at_least = subgroups(seen.part.pairs, seen.part.rows), -np.inf
    for band in spec.bands[TWELVE]:
        within = (seen.value >= at_least) & (seen.value < band.below)
        groups[f"estimates below {band.below:.1f}"] = within
        at_least = band.below
    return [
        (MEASURE, f"coverage, {name}", share_of(seen.holds[members], seen.part.patient[members]))
        for name, members in groups.items()
        if members.sum() >= FEWEST_ROWS
    ]


def _warn(rows: list[m.Evidence], level: float) -> None:
    """Say in the log where an interval does not hold what it promises."""
    for row in rows:
        if row.metric.startswith("coverage"):
            off = OFF_OVERALL if "interval" in row.metric else OFF_IN_A_GROUP
            if abs(row.value - level) > off:
                log.warning("LVEF: %s is %.3f and should be %.2f.", row.metric, row.value, level)

"""Intervals of the LVEF estimate: conformal, apart for low and high estimates, per lead set.

Source:
    Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World" (Springer 2005), section 4.5:
    Mondrian conformal predictors; here the categories are bands of the estimate.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.lvef import HIGHEST, LOWEST
from train.finish.part import Part, with_leads
from train.trained import Trained

Points = NDArray[np.float64]
MEASURE = "lvef"
MOST_BANDS, FEWEST_ROWS = 8, 100
OPEN_END = 100.0
"""No LVEF lies above."""


def estimates_lvef(trained: Trained) -> bool:
    """Whether training taught the model to estimate the LVEF."""
    return MEASURE in trained.measure_names and trained.recipe.objective.measures > 0


def by_lead_set(trained: Trained, part: Part) -> dict[str, Part]:
    """Encode a part as each set of leads would show it; the twelve leads are there already."""
    return {
        name: part if name == TWELVE else with_leads(trained, part, leads)
        for name, leads in LEAD_SETS.items()
    }


def estimate_and_truth(trained: Trained, part: Part) -> tuple[Points, Points]:
    """Return estimates, clipped as the runtime does, and truths in points, NaN if not measured."""
    truth = part.pairs.measures[part.rows, part.pairs.about.measure_names.index(MEASURE)]
    estimate = part.says["measures"][:, trained.measure_names.index(MEASURE)]
    return np.clip(estimate.astype(np.float64), LOWEST, HIGHEST), truth.astype(np.float64)


def lvef_spec(
    trained: Trained, shown: Mapping[str, Part], level: float, knowledge: Knowledge
) -> m.LvefSpec | None:
    """Choose the bands of every lead set on validation ECGs.

    Args:
        trained: Whose estimates.
        shown: Lead set -> validation ECGs seen through it.
        level: Share of patients whose LVEF an interval shall hold.
        knowledge: What the labels were learned from.

    Returns:
        None where the LVEF was measured in too few ECGs to say anything.
    """
    bands = {}
    for name, part in shown.items():
        estimate, truth = estimate_and_truth(trained, part)
        measured = ~np.isnan(truth)
        if measured.sum() < FEWEST_ROWS:
            return None
        bands[name] = lvef_bands(estimate[measured], truth[measured], level)
    return m.LvefSpec(knowledge, level, bands)


def lvef_bands(estimate: Points, truth: Points, level: float) -> tuple[m.LvefBand, ...]:
    """Choose bands of the estimate, and in each the interval around it.

    Args:
        estimate: Points, shape (rows,).
        truth: Points, shape (rows,).
        level: Share of rows that each interval shall hold.
    """
    edges = _edges(estimate)
    band = np.searchsorted(edges, estimate, "right")
    return tuple(
        m.LvefBand(below, *_offsets(truth[band == number] - estimate[band == number], level))
        for number, below in enumerate([*edges, OPEN_END])
    )


def _edges(estimate: Points) -> list[float]:
    """Cut estimates into bands of equal size that hold enough rows each."""
    edges: list[float] = []
    for edge in np.quantile(estimate, np.arange(1, MOST_BANDS) / MOST_BANDS).tolist():
        last = edges[-1] if edges else -np.inf
        inside = np.sum((estimate >= last) & (estimate < edge))
        if min(inside, np.sum(estimate >= edge)) >= FEWEST_ROWS:
            edges.append(edge)
    return edges


def _offsets(miss: Points, level: float) -> tuple[float, float]:
    """Return the ends of the interval: order statistics that hold for the next row as well.

    An end never passes the estimate itself.
    """
    n, tail, ordered = len(miss), (1 - level) / 2, np.sort(miss)
    low = max(int(np.floor(tail * (n + 1))), 1)
    return min(float(ordered[low - 1]), 0.0), max(float(ordered[n - low]), 0.0)

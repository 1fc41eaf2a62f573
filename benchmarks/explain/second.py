"""A second recording of the same heart: does its score lie in the interval of the first?"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.bootstrap import mean_interval
from benchmarks.explain.asked import Asked
from benchmarks.explain.ecgs import Pairs
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge.explain.intervals import LEVEL, SPREADS, spread


def coverage_row(name: str, asked: Asked, pairs: Pairs) -> Row:
    """Compare the log-odds of all structural labels.

    Args:
        name: Which pairs these are.
        asked: The bundle.
        pairs: At least one.
    """
    labels, said = len(asked.manifest.labels), [one.said for one in asked.explain_all(pairs.first)]
    spreads = np.array([spread(one)[:labels] for one in said])
    whole = np.array([one.whole[:labels] for one in said])
    moved = np.abs(asked.read(pairs.second)[:, :labels] - whole)
    inside = moved <= SPREADS * spreads
    third = np.digitize(spreads.mean(1), np.quantile(spreads.mean(1), [1 / 3, 2 / 3]))
    narrow, middle, wide = (_inside(inside[third == part]) for part in range(3))
    return {
        "pairs": name,
        "count": len(whole),
        "inside, %": _inside(inside),
        "SHD": share_text(inside[:, asked.composite]),
        "lowest and highest label": f"{_percent(inside.mean(0).min())} to "
        f"{_percent(inside.mean(0).max())}",
        "narrow third": narrow,
        "middle third": middle,
        "wide third": wide,
        "half width": f"{SPREADS * spreads.mean():.2f}",
        "spreads for the level": f"{np.quantile(moved / spreads, LEVEL):.2f}",
    }


def only_alike(pairs: Pairs) -> Pairs:
    """Return the pairs of which readers said the same."""
    kept = pairs.alike
    return Pairs(pairs.first[kept], pairs.second[kept], pairs.alike[kept])


def _inside(inside: NDArray[np.bool_]) -> str:
    """Return the share inside, shape (pairs, labels), with its interval over pairs."""
    share, low, high = (100 * value for value in mean_interval(inside.mean(axis=1)))
    return f"{share:.0f} [{low:.0f}, {high:.0f}]"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"

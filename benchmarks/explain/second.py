"""A second recording of the same heart: does its score lie in the interval of the first?"""

import numpy as np

from benchmarks.explain.asked import Asked
from benchmarks.explain.ecgs import Pairs
from benchmarks.tables import Row
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
    return {
        "pairs": name,
        "count": len(whole),
        "inside, %": _percent(inside.mean()),
        "SHD": _percent(inside[:, asked.composite].mean()),
        "lowest and highest label": f"{_percent(inside.mean(0).min())} to "
        f"{_percent(inside.mean(0).max())}",
        "narrow, middle, wide third": ", ".join(
            _percent(inside[third == part].mean()) for part in range(3)
        ),
        "half width": f"{SPREADS * spreads.mean():.2f}",
        "spreads for the level": f"{np.quantile(moved / spreads, LEVEL):.2f}",
    }


def only_alike(pairs: Pairs) -> Pairs:
    """Return the pairs of which readers said the same."""
    kept = pairs.alike
    return Pairs(pairs.first[kept], pairs.second[kept], pairs.alike[kept])


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"

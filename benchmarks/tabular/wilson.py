"""Share of hits with its 95 % interval."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Z: Final = 1.959964


def wilson(hits: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return the share of hits and the ends of its 95 % interval; NaN without any row.

    Args:
        hits: Shape (n,).

    Source: Wilson 1927, score interval.
    """
    if not hits.size:
        return float("nan"), float("nan"), float("nan")
    n, share = hits.size, float(hits.mean())
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * (share * (1 - share) / n + Z**2 / (4 * n**2)) ** 0.5
    return share, max(0.0, middle - half), min(1.0, middle + half)


def share_text(hits: NDArray[np.bool_]) -> str:
    """Return the share with its interval in percent, or a dash without any row."""
    share, low, high = (100 * value for value in wilson(hits))
    return f"{share:.1f} [{low:.1f}, {high:.1f}]" if hits.size else "-"

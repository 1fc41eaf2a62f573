"""The share of two kinds of people in a mixture, told from the means of a score."""

from typing import Final

import numpy as np

from echo2ecg_edge.odds import Floats

SPREADS: Final = 1.96
"""Standard errors to either side: 95 %."""


def share_between(mixture: Floats, sick: Floats, well: Floats) -> tuple[float, float, float]:
    """Return where the mean of a mixture lies between two others, and a 95 % interval.

    A share p is contradicted, and left out of the interval, where (mean of the mixture - mean of
    the well - p x gap)^2 is above ``SPREADS``^2 times its variance: that of the mixture if p is
    true, and that of both other means. Either side is a polynomial in p.

    Args:
        mixture: Scores, shape (n,).
        sick: Scores of the kind whose share is wanted, shape (n,).
        well: Scores of the other kind, shape (n,).

    Returns:
        Share, lower and upper end, from 0 to 1; both ends apart where the score tells nobody apart.

    Source:
        Of the share: Rogan, Gladen, "Estimating prevalence from the results of a screening test"
        (American Journal of Epidemiology 1978), with a mean in the place of a share of positives.
        Of the interval: Fieller, "Some problems in interval estimation" (Journal of the Royal
        Statistical Society B 1954).
    """
    gap, excess = float(sick.mean() - well.mean()), float(mixture.mean() - well.mean())
    spread, noise = float(sick.var()), float(well.var())
    variance = (
        np.array([-(gap**2), spread - noise + gap**2, noise]) / len(mixture)
        + np.array([1, 0, 0]) * spread / len(sick)
        + np.array([1, -2, 1]) * noise / len(well)
    )
    a, b, c = (np.array([gap**2, -2 * gap * excess, excess**2]) - SPREADS**2 * variance).tolist()
    if gap <= 0 or a <= 0:
        return 0.5, 0.0, 1.0
    middle, half = -b / (2 * a), max(b * b - 4 * a * c, 0.0) ** 0.5 / (2 * a)
    share, low, high = np.clip((excess / gap, middle - half, middle + half), 0, 1).tolist()
    return share, min(low, share), max(high, share)  # beyond 0 and 1 it need not lie inside

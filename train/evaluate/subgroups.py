"""Groups of patients for whom a figure has to hold as well: age, sex, rhythm, conduction."""

import numpy as np
from numpy.typing import NDArray

from train.cohort.machine import MACHINE
from train.pairs import Pairs

AGE_BANDS = ((0, 50), (50, 65), (65, 80), (80, 200))
"""From and to, years; the upper end belongs to the next band."""
WIDE_QRS_MS = 120.0


def subgroups(pairs: Pairs, rows: NDArray[np.int64]) -> dict[str, NDArray[np.bool_]]:
    """Return the members of each group, shape (len(rows),); who is not stated is in none.

    Args:
        pairs: The data.
        rows: Which rows.
    """
    age, female, af = (values[rows] for values in (pairs.age_years, pairs.female, pairs.af))
    groups = {_band(low, high): (age >= low) & (age < high) for low, high in AGE_BANDS}
    groups |= {"women": female == 1, "men": female == 0}
    groups |= {"atrial fibrillation": af == 1, "no atrial fibrillation": af == 0}
    if pairs.machine.shape[1] == len(MACHINE):
        qrs_ms = pairs.machine[rows, MACHINE.index("qrs_ms")]
        groups["QRS 120 ms or more"] = qrs_ms >= WIDE_QRS_MS
        groups["QRS below 120 ms"] = qrs_ms < WIDE_QRS_MS
    return groups


def _band(low: int, high: int) -> str:
    if low == 0:
        return f"younger than {high}"
    return f"{low} or older" if high == AGE_BANDS[-1][1] else f"{low} to {high - 1}"

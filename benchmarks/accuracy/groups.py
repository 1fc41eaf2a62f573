"""Groups of patients for whom a figure has to hold as well."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.ecgs import Ecgs

AGE_BANDS = {"younger than 50": (0, 50), "50 to 70": (50, 71), "older than 70": (71, 200)}
LVEF_BANDS = {"40 or less": (0.0, 40.0), "40 to 55": (40.0, 55.0), "above 55": (55.0, 200.0)}


def groups(ecgs: Ecgs) -> dict[str, NDArray[np.bool_]]:
    """Return the members of each group, shape (n,); who is not stated is in none."""
    age = np.floor(ecgs.age_years)
    found = {"women": ecgs.female == 1, "men": ecgs.female == 0}
    found |= {name: (age >= low) & (age < high) for name, (low, high) in AGE_BANDS.items()}
    return found | {"atrial fibrillation": ecgs.af == 1, "no atrial fibrillation": ecgs.af == 0}


def lvef_bands(lvef: NDArray[np.floating], prefix: str) -> dict[str, NDArray[np.bool_]]:
    """Return the members of each band of LVEF, in points.

    Args:
        lvef: Shape (n,), NaN where not known.
        prefix: How the bands are called, for example ``estimate``.
    """
    return {
        f"{prefix} {name}": (lvef > low) & (lvef <= high)
        for name, (low, high) in LVEF_BANDS.items()
    }

"""Agreement of our figures with those of neurokit2."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.tables import Row
from benchmarks.tabular.ours import Measured, Values
from benchmarks.tabular.theirs import VALUES

WITHIN_MS: Final = (20, 40)
WITHIN_SHARE: Final = 0.1
RATE: Final = "ventricular_rate"
UNITS: Final = {RATE: "ventricular rate, per minute", "pr_interval": "PR, ms",
                "qrs_duration": "QRS, ms", "qt_corrected": "QTc, ms"}  # fmt: skip


def agreement(ours: Measured, theirs: NDArray[np.float64], method: str) -> list[Row]:
    """Return a row for each figure.

    Args:
        ours: Our figures.
        theirs: Shape (n, len(VALUES)).
        method: Of neurokit2's delineation; its rate does not depend on it.
    """
    return [
        {
            "value, neurokit2's method": f"{UNITS[name]}, {method}",
            **compare(getattr(ours, name), values, in_ms=name != RATE),
        }
        for name, values in zip(VALUES, theirs.T, strict=True)
    ]


def compare(ours: Values, theirs: Values, *, in_ms: bool) -> Row:
    """Compare two measurements of the same ECGs, shape (n,) each, NaN where missing."""
    both = np.isfinite(ours) & np.isfinite(theirs)
    difference = ours[both] - theirs[both]
    within = {f"within {ms} ms, %": np.abs(difference) <= ms for ms in WITHIN_MS}
    return {
        "both": int(both.sum()),
        "only ours": int((np.isfinite(ours) & ~both).sum()),
        "only theirs": int((np.isfinite(theirs) & ~both).sum()),
        "median of ours": _median(ours[both]),
        "of theirs": _median(theirs[both]),
        "median difference": _median(difference),
        "median absolute difference": _median(np.abs(difference)),
        "within 10 %, %": _percent(np.abs(difference) <= WITHIN_SHARE * theirs[both]),
        **{name: _percent(hits) if in_ms else "-" for name, hits in within.items()},
    }


def _median(values: Values) -> str:
    return f"{np.median(values):.1f}" if values.size else "-"


def _percent(hits: NDArray[np.bool_]) -> str:
    return f"{100 * hits.mean():.1f}" if hits.size else "-"

"""Echo side: how well the teacher reads LVEF from one kind of view, and from all views."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.cohort.measured import Measured
from benchmarks.cohort.settings import Bench
from benchmarks.tables import Row

PART = "echo"
ALL_VIEWS, NO_VIEW = "all views", "no view"
MOST_TRAIN, MOST_TEST = 4000, 2000
"""Studies are slow to draw and there are several clips in each; more would change little."""


def measure(bench: Bench) -> list[Measured]:
    """Train a reader of LVEF on simulated studies and test it on others."""
    from benchmarks.echo_views import measure_echo_views

    train, test = min(bench.train, MOST_TRAIN), min(bench.test, MOST_TEST)
    return as_measured(measure_echo_views(train, test, bench.seed))


def as_measured(rows: Sequence[Row]) -> list[Measured]:
    """Turn the rows of ``measure_echo_views`` into figures, and compare all views with the best.

    Args:
        rows: The view; its error; the error of all views on the same studies. Errors are written as
            ``mean ± half of the 95 % interval (studies)``.
    """
    errors = {str(name): (_error(own), _error(same)) for name, own, same in map(_cells, rows)}
    measured = [
        Measured(PART, f"LVEF error, {name} (points)", mean, mean - half, mean + half,
                 note=f"{studies} studies; all views of the same studies: {same.mean:.2f}")
        for name, ((mean, half, studies), same) in errors.items()
    ]  # fmt: skip
    single = {
        name: own.mean
        for name, (own, _) in errors.items()
        if name != ALL_VIEWS and not name.startswith(NO_VIEW)
    }
    best = min(single, key=lambda name: single[name])
    own, same = errors[best]
    name = f"LVEF error, best single view ({best}) minus all views of the same studies (points)"
    note = "clearly below means by more than both half intervals together"
    allowed = (own.half + same.half, 100.0)
    return [*measured, Measured(PART, name, own.mean - same.mean, allowed=allowed, note=note)]


class _Error(NamedTuple):
    mean: float
    half: float
    studies: str


def _cells(row: Row) -> tuple[str, str, str]:
    name, own, same = map(str, row.values())
    return name, own, same


def _error(cell: str) -> _Error:
    mean, half, studies = cell.replace("±", " ").replace("(", " ").replace(")", " ").split()
    return _Error(float(mean), float(half), studies)

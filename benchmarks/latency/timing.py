"""Timing: repeat an action, and write the row of the table."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.tables import Row


def timed(action: Callable[[], object], runs: int) -> list[float]:
    """Repeat an action, after a tenth as many unmeasured runs; return milliseconds."""
    for _ in range(max(runs // 10, 3)):
        action()
    return [elapsed_ms(action) for _ in range(runs)]


def elapsed_ms(action: Callable[[], object]) -> float:
    """Run an action once and return how long it took."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def timing_row(what: str, how: str, elapsed: Sequence[float], memory_mb: str = "-") -> Row:
    """Return the row for something that was repeated."""
    p50, p95 = np.percentile(elapsed, [50, 95])
    digits = 0 if p50 > 20 else 2
    return row(what, how, f"{p50:.{digits}f}", f"{p95:.{digits}f}", memory_mb=memory_mb)


def row(
    what: str,
    how: str,
    p50: str = "-",
    p95: str = "-",
    ecgs_a_second: str = "-",
    memory_mb: str = "-",
) -> Row:
    """Return a row; what was not measured is a dash."""
    return {
        "measured": what,
        "engine": how,
        "p50 ms": p50,
        "p95 ms": p95,
        "ECGs a second": ecgs_a_second,
        "peak RSS MB": memory_mb,
    }

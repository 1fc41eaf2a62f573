"""What keeping results costs."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.tables import Row
from echo2ecg_edge.folder import ecg_files
from echo2ecg_edge.results import screen_into
from echo2ecg_edge.screener import Screener

TURNS: Final = 3
WAITS: Final = 50


def cost_rows(screener: Screener, folder: Path, out: Path) -> list[Row]:
    """Return what results cost that are kept in one process and without reports.

    Args:
        screener: That screens.
        folder: Of the ECGs.
        out: Folder for results folders; made here.
    """
    paths = ecg_files(folder)
    screener.screen(paths[0])
    turns = [
        (
            seconds(lambda: [screener.screen(path) for path in paths]),
            seconds(lambda turn=turn: screen_into(screener, folder, out / str(turn))),
            seconds(lambda turn=turn: screen_into(screener, folder, out / str(turn))),
        )
        for turn in range(TURNS)
    ]
    alone_s, kept_s, again_s = map(min, zip(*turns, strict=True))
    return [
        row("screening alone, ms per file", f"{alone_s / len(paths) * 1e3:.1f}"),
        row("with results kept, ms per file", f"{kept_s / len(paths) * 1e3:.1f}"),
        row("going on where nothing is left, ms per file", f"{again_s / len(paths) * 1e3:.1f}"),
        row("this disk makes one wait, ms", f"{_wait_ms(out):.1f}"),
    ]


def row(what: str, figure: str) -> Row:
    """Return a row of the table."""
    return {"measured": what, "figure": figure}


def seconds(action: Callable[[], object]) -> float:
    """Run an action once and return how long it took."""
    begun_s = time.perf_counter()
    action()
    return time.perf_counter() - begun_s


def _wait_ms(out: Path) -> float:
    """Return how long a small write takes to be on the disk, on average."""
    begun_s = time.perf_counter()
    with (out / "wait").open("wb") as stream:
        for _ in range(WAITS):
            stream.write(b"x" * 4096)
            stream.flush()
            os.fsync(stream.fileno())
    return (time.perf_counter() - begun_s) / WAITS * 1e3

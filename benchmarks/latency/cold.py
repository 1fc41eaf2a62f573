"""A screening in a new process, as a health worker starts it; and its memory."""

import os
import subprocess
import sys

from benchmarks.latency.timing import elapsed_ms, timing_row
from benchmarks.tables import Row
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES

COLD_RUNS = 20


def cold_rows(bundle: Bundle) -> list[Row]:
    """Start the command anew for every run; the memory is the largest of all runs."""
    screen = ["screen", str(bundle.folder / "example.csv"), "--bundle", str(bundle.folder)]
    rows = [
        _row("cold `screen example.csv`", kind, [*screen, "--engine", kind]) for kind in ENGINES
    ]
    return [*rows, _row("cold `--help`", "-", ["--help"])]


def _row(what: str, how: str, arguments: list[str]) -> Row:
    memory: list[float] = []
    elapsed = [elapsed_ms(lambda: memory.append(_run(arguments))) for _ in range(COLD_RUNS)]
    return timing_row(what, how, elapsed, f"{max(memory):.0f}")


def _run(arguments: list[str]) -> float:
    """Run the command once and return its peak memory in MB."""
    child = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "echo2ecg_edge", *arguments],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{arguments} ended with exit code {child.returncode}")
    return usage.ru_maxrss / 1024

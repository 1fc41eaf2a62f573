"""A screening in a new process, as a health worker starts it; and its memory."""

import os
import subprocess
import sys

from benchmarks.latency.timing import elapsed_ms, timing_row
from benchmarks.tables import Row
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES

COLD_RUNS = 20
PEAK = """
import atexit, re, sys
def tell():
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], file=sys.stderr)
atexit.register(tell)
from echo2ecg_edge.cli import main
main(sys.argv[1:])
"""
"""Runs the command and tells the largest memory that it held, in kB: what the kernel tells its
parent also counts the parent's own before the command began."""


def cold_rows(bundle: Bundle) -> list[Row]:
    """Start the command anew for every run; the memory is the largest of all runs."""
    screen = ["screen", str(bundle.folder / "example.csv"), "--bundle", str(bundle.folder)]
    rows = [
        _row("cold `screen example.csv`", kind, [*screen, "--engine", kind]) for kind in ENGINES
    ]
    return [*rows, _row("cold `--help`", "-", ["--help"])]


def _row(what: str, how: str, arguments: list[str]) -> Row:
    elapsed = [
        elapsed_ms(lambda: _run(["-m", "echo2ecg_edge", *arguments])) for _ in range(COLD_RUNS)
    ]
    memory = float(_run(["-c", PEAK, *arguments]))
    return timing_row(what, how, elapsed, f"{memory / 1024:.0f}")


def _run(arguments: list[str]) -> str:
    """Run Python once and return the last word on stderr."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )
    return (done.stderr.split() or [""])[-1]

"""A process that screens a folder, started to be left alone or to be killed."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """What every process is started for."""

    bundle: Path
    folder: Path
    out: Path

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a process; it writes one byte for each new result."""
        module = ["-m", "benchmarks.resume.child"]
        paths = [str(path.absolute()) for path in (self.bundle, self.folder, self.out)]
        command = [sys.executable, *module, *paths]
        return subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own


@dataclass(frozen=True, slots=True)
class Calm:
    """One process that nobody disturbed: seconds to its first result, and for all after it."""

    start_s: float
    work_s: float
    results: int


def run_calm(job: Job) -> Calm:
    """Let a process work to its end."""
    begun_s = time.perf_counter()
    with job.start() as process:
        first = process.stdout.read(1)
        first_s = time.perf_counter()
        told = len(first + process.stdout.read())
    if process.returncode:
        raise ChildProcessError(f"The process that screens ended with {process.returncode}.")
    return Calm(first_s - begun_s, time.perf_counter() - first_s, told)

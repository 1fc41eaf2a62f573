"""Killing the process that screens, at random moments, and letting another one go on."""

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.resume.whole import CHECKS, is_journal_hot

EARLY: Final = 0.2
"""Share of the kills that come before the first new result: while a process starts and looks at
what is there."""
REACH: Final = 0.8
"""Share of the files that the lives between the kills get through, so that there is always work."""


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


@dataclass(slots=True)
class Kills:
    """What became of the kills.

    Attributes:
        early: Kills before the first new result of a process.
        late: The other kills.
        told: New results that all processes told of.
        unfinished: Kills that hit a file while it was written: it is there under a hidden name.
        hot: Kills that hit a commit: its journal is there.
        looks: How often everything was looked at: after every kill.
        whole: Check -> how often all was whole.
    """

    early: int = 0
    late: int = 0
    told: int = 0
    unfinished: int = 0
    hot: int = 0
    looks: int = 0
    whole: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKS, 0))


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


def run_killed(job: Job, count: int, calm: Calm, seed: int = 8) -> Kills:
    """Kill process after process, look at what is left each time, and let the last one finish.

    Args:
        job: With a results folder of its own.
        count: How many kills.
        calm: Of the same files, for how much a process may do and when it is killed.
        seed: Of the moments.
    """
    moments, kills = random.Random(seed), Kills()  # noqa: S311 - moments, not secrets
    most, one_s = round(2 * REACH * calm.results / count), calm.work_s / calm.results
    for _ in range(count):
        if moments.random() < EARLY:
            kills.early += _killed(job, kills, 0, moments.uniform(0, calm.start_s))
        else:
            kills.late += _killed(job, kills, moments.randint(1, most), moments.uniform(0, one_s))
        kills.unfinished += any(job.out.rglob(".*.new"))
        kills.hot += is_journal_hot(job.out)
        kills.looks += 1
        for name, is_whole in CHECKS.items():
            kills.whole[name] += is_whole(job.out)
    kills.told += run_calm(job).results
    return kills


def _killed(job: Job, kills: Kills, results: int, after_s: float) -> bool:
    """Kill a process some time after its start or a result; False where it had ended by itself."""
    job.out.mkdir(exist_ok=True)
    with job.start() as process:
        told = process.stdout.read(results)
        time.sleep(after_s)
        was_alive = process.poll() is None
        process.kill()
        kills.told += len(told + process.stdout.read())
    if process.returncode > 0:
        raise ChildProcessError(f"The process that screens ended with {process.returncode}.")
    return was_alive

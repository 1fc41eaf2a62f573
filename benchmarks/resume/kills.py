"""Killing the process that screens, at random and at chosen moments, and letting another go on."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import Final

from benchmarks.resume.aims import AIMS, wait_for
from benchmarks.resume.job import Calm, Job, run_calm
from benchmarks.resume.whole import CHECKS

EARLY: Final = "before the first new result"
"""While a process starts and looks at what is there."""
LATE: Final = "at any moment after it"
PARTS: Final = {EARLY: 2, LATE: 3, **dict.fromkeys(AIMS, 2)}
"""Kind of kill -> its share of all kills, in parts."""
REACH: Final = 0.8
"""Share of the files that the lives between the kills get through, so that there is always work."""
Wait = Callable[["Popen[bytes]"], None]


@dataclass(slots=True)
class Kills:
    """What became of the kills.

    Attributes:
        done: Kind of kill -> how many processes were killed.
        hit: Kind of kill -> what was being written -> how many kills cut it off.
        told: New results that all processes told of.
        looks: How often everything was looked at: after every kill.
        whole: Check -> how often all was whole.
    """

    done: Counter[str] = field(default_factory=Counter)
    hit: dict[str, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in PARTS}
    )
    told: int = 0
    looks: int = 0
    whole: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKS, 0))

    def look(self, kind: str, out: Path, since_ns: int) -> None:
        """Look at what a kill left of a process that was started at that time."""
        self.looks += 1
        cut_off = (what for what, is_unfinished in AIMS.items() if is_unfinished(out, since_ns))
        self.hit[kind].update(cut_off)
        for name, is_whole in CHECKS.items():
            self.whole[name] += is_whole(out)


def run_killed(job: Job, count: int, calm: Calm, seed: int = 8) -> Kills:
    """Kill process after process, look at what is left each time, and let the last one finish.

    Args:
        job: With a results folder of its own.
        count: How many kills.
        calm: Of the same files, for how much a process may do and when it is killed.
        seed: Of the moments.
    """
    moments, kills = random.Random(seed), Kills()  # noqa: S311 - moments, not secrets
    most, one_s = max(1, round(REACH * calm.results / count)), calm.work_s / calm.results
    for kind in moments.choices([*PARTS], [*PARTS.values()], k=count):
        results = 0 if kind == EARLY else moments.randint(1, most)
        after_s = moments.uniform(0, calm.start_s if kind == EARLY else one_s)
        since_ns = time.time_ns()
        wait = _waiting(kind, job.out, since_ns, after_s)
        kills.done[kind] += _killed(job, kills, results, wait)
        kills.look(kind, job.out, since_ns)
    kills.told += run_calm(job).results
    return kills


def _waiting(kind: str, out: Path, since_ns: int, after_s: float) -> Wait:
    """Return what to do between a result and the kill."""
    if kind in AIMS:
        return lambda process: wait_for(lambda: AIMS[kind](out, since_ns), process)
    return lambda _process: time.sleep(after_s)


def _killed(job: Job, kills: Kills, results: int, wait: Wait) -> bool:
    """Kill a process after some results and a wait; False where it had ended by itself."""
    job.out.mkdir(exist_ok=True)
    with job.start() as process:
        told = process.stdout.read(results)
        wait(process)
        was_alive = process.poll() is None
        process.kill()
        kills.told += len(told + process.stdout.read())
    if process.returncode > 0:
        raise ChildProcessError(f"The process that screens ended with {process.returncode}.")
    return was_alive

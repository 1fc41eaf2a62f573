"""Work: prepare the patients once, then run all jobs, as many at a time as there are workers."""

import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch

from benchmarks.comparison.job import SAYS
from benchmarks.comparison.settings import SIZES, Scale, base
from benchmarks.comparison.ways import ADAPTED, TEACHER, WAYS, folder_of, pairs_of
from train.pairs.rows import rows_of
from train.pairs.write import write_pairs
from train.quick import simulated_pairs

log = logging.getLogger(__name__)
SEED_OF_PATIENTS = 71


def prepare(scale: Scale, work: Path, workers: int) -> None:
    """Simulate the patients and embed their studies, where that is not done."""
    if (work / "pairs").is_dir():
        return
    torch.set_num_threads(workers)
    pairs = simulated_pairs(base(SIZES[scale], SEED_OF_PATIENTS), workers)
    write_pairs(work / "pairs", pairs.about, rows_of(pairs))


def run_jobs(scale: Scale, work: Path, seeds: int, workers: int, ways: tuple[str, ...]) -> None:
    """Run what is not done: first the teachers, last the students that go on with real ECGs."""
    last = [ADAPTED] if pairs_of(work, ADAPTED).is_dir() else []
    middle = [way for way in WAYS if way not in (TEACHER, ADAPTED)]
    for stage in ([TEACHER], middle, last):
        jobs = [(way, seed) for seed in range(seeds) for way in stage if way in ways]
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda job: _run(*job, scale, work), jobs))


def _run(way: str, seed: int, scale: Scale, work: Path) -> None:
    folder = folder_of(work, way, seed)
    if (folder / SAYS).is_file():
        return
    log.info("%s, seed %d", way, seed)
    folder.mkdir(parents=True, exist_ok=True)
    # One thread each: two processes side by side do more than two threads of one.
    environment = {**os.environ, "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1")}
    with (folder / "job.log").open("ab") as out:
        subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "benchmarks.comparison.job", way, str(seed), scale, str(work)],
            check=True, stdout=out, stderr=out, env=environment,
        )  # fmt: skip

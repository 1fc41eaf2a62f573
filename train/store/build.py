"""Write a whole cohort with several processes; an interrupted one is continued by the same call."""

import logging
import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from echo2ecg_edge.cli.progress import counted
from train.store.about import settle
from train.store.disk import bytes_to_come, in_words, refuse_full_disk
from train.store.layout import finished, shard_count
from train.store.plan import Draw, Plan
from train.store.shard import write_shard

log = logging.getLogger(__name__)

THREAD_SETTINGS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def build_cohort(folder: Path, plan: Plan, draw: Draw, workers: int = 1) -> None:
    """Write the shards that are not there yet. One run at a time per folder.

    Args:
        folder: Where to; a new or empty folder, or one that the same plan began.
        plan: The cohort's plan.
        draw: Draws one chunk; with more workers than one, a function of a module.
        workers: Processes; the cohort is the same for any number.

    Raises:
        CallError: The folder holds another cohort, or the disk has too little room.
    """
    settle(folder, plan)
    shards = shard_count(plan.patients)
    there = finished(folder, plan.patients)
    left = [shard for shard in range(shards) if shard not in set(there)]
    free = shutil.disk_usage(folder).free
    log.info(
        "%d patients in %d shards, %d of them there; about %s to write, %s free in %s",
        plan.patients, shards, len(there), in_words(bytes_to_come(folder, plan)),
        in_words(free), folder,
    )  # fmt: skip
    refuse_full_disk(folder, plan)
    run = _in_this_process if workers == 1 or len(left) < 2 else _in_processes
    for _ in counted(run(folder, plan, left, draw, workers), len(left)):
        pass


def _in_this_process(
    folder: Path, plan: Plan, shards: list[int], draw: Draw, _: int
) -> Iterator[int]:
    for shard in shards:
        yield write_shard(folder, plan, shard, draw)


def _in_processes(
    folder: Path, plan: Plan, shards: list[int], draw: Draw, workers: int
) -> Iterator[int]:
    """Fresh processes (spawn), because a fork of a program with threads may hang."""
    with (
        _one_thread_each(),
        ProcessPoolExecutor(
            min(workers, len(shards)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_leave_interrupts_to_the_parent,
        ) as pool,
    ):
        waiting, working = iter(shards), set[Future[int]]()
        try:
            # No more jobs than processes, so that an interrupted run waits for few of them.
            while True:
                for shard in islice(waiting, workers - len(working)):
                    working.add(pool.submit(write_shard, folder, plan, shard, draw))
                if not working:
                    return
                done, working = wait(working, return_when=FIRST_COMPLETED)
                for job in done:
                    yield job.result()
        except BaseException:
            log.info("stopping after the shards in work")
            raise


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Numeric libraries read these when a process starts; more threads only quarrel for cores."""
    before = {name: os.environ.get(name) for name in THREAD_SETTINGS}
    os.environ.update(dict.fromkeys(THREAD_SETTINGS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

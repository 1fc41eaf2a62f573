"""Draw a cohort with several processes; the patients are the same for any number."""

import logging
import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from train.cohort.cohort import Cohort, Plan, draw_chunk, join

log = logging.getLogger(__name__)
LOG_EVERY = 20
THREAD_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Open fresh processes of one thread each; a fork of a program with threads may hang."""
    before = {name: os.environ.get(name) for name in THREAD_SETTINGS}
    os.environ.update(dict.fromkeys(THREAD_SETTINGS, "1"))
    try:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, context, initializer=_one_thread) as pool:
            yield pool
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def draw_cohort(plan: Plan, workers: int) -> Cohort:
    """Draw all patients of a plan, with progress to the log."""
    if workers == 1 or plan.chunks == 1:
        return join([draw_chunk(plan, chunk) for chunk in range(plan.chunks)])
    with processes(min(workers, plan.chunks)) as pool:
        return draw_in(pool, plan)


def draw_in(pool: ProcessPoolExecutor, plan: Plan) -> Cohort:
    """Draw all patients in an open pool."""
    began, parts = time.monotonic(), []
    jobs = [pool.submit(draw_chunk, plan, chunk) for chunk in range(plan.chunks)]
    for done, job in enumerate(jobs, start=1):
        parts.append(job.result())
        if done % LOG_EVERY == 0 or done == len(jobs):
            rate = sum(map(len, parts)) / (time.monotonic() - began)
            log.info("chunk %d/%d, %.0f patients a second", done, len(jobs), rate)
    return join(parts)

"""A process that does one task after the other, each within a time limit."""

import importlib
import logging
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.pool import Pool
from typing import Any, Final, TypeVar

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
IMPORT_S: Final = 300
TOLD_EVERY: Final = 500


def answers(
    work: Callable[..., Answer],
    tasks: Iterable[tuple[Any, ...]],
    otherwise: Answer,
    limit_s: float,
    needs: str = "numpy",
) -> Iterator[Answer]:
    """Do the tasks one after the other in a process of their own.

    Args:
        work: A function of a module, called with each task.
        tasks: Arguments.
        otherwise: The answer for a task that takes too long.
        limit_s: Time for each.
        needs: What the process imports before the first task, so that this takes no task's time.

    Yields:
        Answers in the order of the tasks.
    """
    pool = None
    try:
        for number, task in enumerate(tasks, 1):
            pool = pool or _started(needs)
            try:
                yield pool.apply_async(work, task).get(limit_s)
            except multiprocessing.TimeoutError:
                log.info("task %d took longer than %g s", number, limit_s)
                _stop(pool)
                pool = None
                yield otherwise
            if number % TOLD_EVERY == 0:
                log.info("%d done", number)
    finally:
        _stop(pool)


def _started(needs: str) -> Pool:
    pool = multiprocessing.get_context("spawn").Pool(1)
    pool.apply_async(_import, (needs,)).get(IMPORT_S)
    return pool


def _import(name: str) -> None:
    importlib.import_module(name)


def _stop(pool: Pool | None) -> None:
    if pool is not None:
        pool.terminate()
        pool.join()

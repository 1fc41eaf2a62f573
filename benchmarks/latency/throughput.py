"""How many ECGs a second: the model in batches, and whole screenings, in one and two processes."""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import numpy as np

from benchmarks.latency.timing import row
from benchmarks.tables import Row
from echo2ecg_edge import Screener
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import DEFAULT_ENGINE, open_engine

SECONDS = 4.0
BATCH = 8
PROCESSES = (1, 2)
START_LIMIT_S = 120

Work = Callable[[Path], Callable[[], int]]
"""Prepares, given the bundle's folder, an action that returns how many ECGs it has done."""


def throughput_rows(bundle: Bundle) -> list[Row]:
    """Return a row per kind of work and number of processes."""
    kinds: dict[str, Work] = {
        f"model alone, batches of {BATCH}": _model,
        "CSV file to verdict": _file,
    }
    return [
        row(
            f"throughput, {what}",
            f"{DEFAULT_ENGINE}, {count} {'process' if count == 1 else 'processes'}",
            ecgs_a_second=f"{per_second(work, bundle.folder, count):.0f}",
        )
        for what, work in kinds.items()
        for count in PROCESSES
    ]


def per_second(work: Work, folder: Path, count: int, seconds: float = SECONDS) -> float:
    """Let some processes work side by side; return ECGs per second of all together.

    Args:
        work: What each does; a function of a module, because it travels to the processes.
        folder: The bundle's.
        count: How many processes, one thread each.
        seconds: How long.
    """
    context = multiprocessing.get_context("spawn")
    together, done = context.Barrier(count), context.SimpleQueue()
    arguments = (work, folder, seconds, together, done)
    processes = [context.Process(target=_work, args=arguments) for _ in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if failures := [process.exitcode for process in processes if process.exitcode]:
        raise RuntimeError(f"A worker ended with exit code {failures[0]}.")
    return sum(done.get() for _ in processes)


def _work(work: Work, folder: Path, seconds: float, together: Barrier, done: object) -> None:
    action = work(folder)
    action()
    together.wait(START_LIMIT_S)
    began, ecgs = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - began) < seconds:
        ecgs += action()
    done.put(ecgs / elapsed)  # type: ignore[attr-defined]


def _model(folder: Path) -> Callable[[], int]:
    bundle = Bundle.load(folder)
    engine = open_engine(DEFAULT_ENGINE, bundle)
    samples = bundle.manifest.input.signal.samples
    ecg = np.random.default_rng(0).normal(0, 0.2, (BATCH, 12, 1, samples)).astype(np.float32)
    return lambda: len(engine.run(ecg)["logits"])


def _file(folder: Path) -> Callable[[], int]:
    screener, example = Screener(folder), folder / "example.csv"

    def screen() -> int:
        screener.screen(example)
        return 1

    return screen

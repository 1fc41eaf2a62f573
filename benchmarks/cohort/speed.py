"""How fast patients are drawn, and whether memory stays flat over many."""

import gc
import logging
import os
import time
from pathlib import Path

import numpy as np

from benchmarks.cohort.measured import NAN, Measured
from benchmarks.cohort.pool import draw_in, processes
from benchmarks.cohort.settings import Bench
from train.cohort.cohort import CHUNK, Plan, draw_chunk

log = logging.getLogger(__name__)
PART = "speed"
TIMED, MANY, QUICK_MANY = 1024, 50_000, 4_000
PROBES = 25
"""How often memory is looked at: every 2,000 of 50,000 patients."""
FLAT = (0.0, 1.05)


def measure(bench: Bench) -> list[Measured]:
    """Time both kinds of cohort and watch memory."""
    timed = min(TIMED, bench.train)
    rows = [patients_per_second(bench, timed, echo) for echo in (False, True)]
    many = QUICK_MANY if bench.quick else MANY
    return [*rows, *memory(bench, many)]


def patients_per_second(bench: Bench, patients: int, echo: bool) -> Measured:
    """Draw a cohort in processes that are already there, so that their start does not count."""
    warm = Plan(bench.workers * CHUNK, bench.seed, bench.spec, echo)
    plan = Plan(patients, bench.seed + 1, bench.spec, echo)
    with processes(bench.workers) as pool:
        draw_in(pool, warm)
        began = time.perf_counter()
        draw_in(pool, plan)
        rate = patients / (time.perf_counter() - began)
    kind = "with echo views" if echo else "ECG only"
    note = f"{patients} patients, {bench.workers} processes of one thread"
    return Measured(PART, f"patients per second, {kind}", rate, note=note)


def memory(bench: Bench, patients: int) -> list[Measured]:
    """Draw chunk after chunk, keep none, and compare memory at the end with the beginning.

    A fresh process draws, so that what other parts have left in this one does not hide a growth.
    """
    plan = Plan(patients, bench.seed, bench.spec, echo=False)
    every = max(plan.chunks // PROBES, 1)
    resident = []
    with processes(1) as pool:
        for first in range(0, plan.chunks - every + 1, every):
            chunks = range(first, first + every)
            resident.append(pool.submit(draw_and_forget, plan, chunks).result())
            done = min((first + every) * CHUNK, patients)
            log.info("memory: %d of %d patients, %.0f MB", done, patients, resident[-1])
    tenth = max(len(resident) // 10, 1)
    first, last = np.mean(resident[:tenth]), np.mean(resident[-tenth:])
    note = f"{patients} patients, ECG only, looked at every {every * CHUNK}"
    return [
        Measured(PART, "resident memory, first tenth (MB)", float(first), note=note),
        Measured(PART, "resident memory, last tenth (MB)", float(last), note=note),
        Measured(PART, "last over first", float(last / first), NAN, NAN, 1.0, FLAT, note),
    ]


def draw_and_forget(plan: Plan, chunks: range) -> float:
    """Draw some chunks, keep nothing, and return the memory that this process still holds."""
    for chunk in chunks:
        draw_chunk(plan, chunk)
    gc.collect()
    return resident_mb()


def resident_mb() -> float:
    """Return this process's resident memory. Linux only."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

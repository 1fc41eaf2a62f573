"""Latency: how long the model alone takes for one ECG on this machine, for the changelog."""

import statistics
import time
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import Engine
from export.cpu import cpu

WARM_UP, RUNS = 20, 200


def latency_facts(engines: Mapping[str, Engine], ecg: NDArray[np.float32]) -> dict[str, str]:
    """Return what a bundle's provenance says of its speed: medians of one thread, and the CPU.

    Args:
        engines: Short name -> an engine of one thread.
        ecg: Shape (1, leads, 1, samples), model input.
    """
    medians = {name: f"{median_ms(engine, ecg):.2f} ms" for name, engine in engines.items()}
    timed = ", ".join(f"{name} {median}" for name, median in medians.items())
    return {"latency": f"{timed} (median of {RUNS}, one thread)", "latency_cpu": cpu()}


def median_ms(engine: Engine, ecg: NDArray[np.float32]) -> float:
    """Return the median time in ms of one inference."""
    elapsed = []
    for _ in range(WARM_UP + RUNS):
        began = time.perf_counter()
        engine.run(ecg)
        elapsed.append((time.perf_counter() - began) * 1000)
    return statistics.median(elapsed[WARM_UP:])

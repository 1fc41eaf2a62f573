"""How long measuring takes."""

import time
from collections.abc import Callable

import numpy as np

from benchmarks.intervals.noise import LEVELS, noisy
from benchmarks.intervals.simulated import RATE_HZ, Truth, twelve
from benchmarks.tables import Row
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import measure
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.measure.urgent import urgent_findings
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.signal import SignalSpec, clean

ROUNDS, CALLS = 5, 50


def time_rows(patient: Truth, spec: SignalSpec) -> list[Row]:
    """Return a row for each step.

    Args:
        patient: Simulated.
        spec: How to clean.
    """
    noise, rng = LEVELS[1], np.random.default_rng(0)
    recorded = twelve(noisy(patient.eight_mv, RATE_HZ, noise, rng))
    cleaned = clean(recorded, RATE_HZ, spec)
    found = analyse(cleaned, spec.rate_hz, recorded, RATE_HZ)
    measured = measure(cleaned, spec.rate_hz, LEADS, found)
    steps: dict[str, Callable[[], object]] = {
        "analyse": lambda: analyse(cleaned, spec.rate_hz, recorded, RATE_HZ),
        "measure": lambda: measure(cleaned, spec.rate_hz, LEADS, found),
        "urgent findings": lambda: urgent_findings(measured, Patient()),
    }
    return [{"step": name, "ms": f"{least_ms(step):.2f}"} for name, step in steps.items()]


def least_ms(step: Callable[[], object]) -> float:
    """Return the least of the medians over rounds of calls, in milliseconds."""
    return min(float(np.median([_once_ms(step) for _ in range(CALLS)])) for _ in range(ROUNDS))


def _once_ms(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - begun)

"""Errors of the measured intervals on simulated patients."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from benchmarks.intervals.noise import LEVELS, Noise, noisy
from benchmarks.intervals.simulated import RATE_HZ, Truth, twelve
from benchmarks.tables import Row
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import Measurements, measure
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.signal import SignalSpec, clean

FIGURES: Final = {"heart_rate_bpm": "heart rate, per minute", "p_ms": "P, ms", "pr_ms": "PR, ms",
                  "qrs_ms": "QRS, ms", "qt_ms": "QT, ms"}  # fmt: skip


def measured(truth: Truth, noise: Noise, spec: SignalSpec, seed: int) -> Measurements:
    """Add noise, clean and measure as a screening does.

    Args:
        truth: A simulated patient.
        noise: How much.
        spec: How to clean.
        seed: Of the noise.
    """
    eight = noisy(truth.eight_mv, RATE_HZ, noise, np.random.default_rng(seed))
    recorded = twelve(eight)
    cleaned = clean(recorded, RATE_HZ, spec)
    found = analyse(cleaned, spec.rate_hz, recorded, RATE_HZ)
    return measure(cleaned, spec.rate_hz, LEADS, found)


def error_rows(patients: Sequence[Truth], spec: SignalSpec) -> list[Row]:
    """Return a row for each level of noise and figure.

    Args:
        patients: Simulated.
        spec: How to clean.
    """
    rows: list[Row] = []
    for noise in LEVELS:
        found = [measured(one, noise, spec, seed) for seed, one in enumerate(patients)]
        rows += [_row(noise.name, name, patients, found) for name in FIGURES]
    return rows


def _row(noise: str, name: str, patients: Sequence[Truth], found: list[Measurements]) -> Row:
    true = np.array([one.figures[name] for one in patients])
    ours = np.array([getattr(one, name) for one in found], float)  # None becomes NaN
    both = np.isfinite(true) & np.isfinite(ours)
    error = ours[both] - true[both]
    middle = np.percentile(error, [25, 75])
    return {
        "figure, noise": f"{FIGURES[name]}, {noise}",
        "both": int(both.sum()),
        "missed": int((np.isfinite(true) & ~both).sum()),
        "only measured": int((np.isfinite(ours) & ~both).sum()),
        "mean error": f"{error.mean():+.1f}",
        "SD": f"{error.std():.1f}",
        "median error": f"{np.median(error):+.1f}",
        "middle half": f"{middle[0]:+.1f} to {middle[1]:+.1f}",
    }


def block_rows(healthy: Sequence[Truth], blocked: Sequence[Truth], spec: SignalSpec) -> list[Row]:
    """Return how often a complete block is suspected, by level of noise.

    Args:
        healthy: Simulated patients as they come.
        blocked: Simulated patients with a complete block.
        spec: How to clean.
    """
    rows: list[Row] = []
    for noise in LEVELS:
        hits, alarms = (
            [
                measured(one, noise, spec, seed).dissociated_p_bpm is not None
                for seed, one in enumerate(group)
            ]
            for group in (blocked, [one for one in healthy if not one.is_block])
        )
        rows.append(
            {
                "noise": noise.name,
                "complete block": len(hits),
                "of these suspected, %": f"{100 * np.mean(hits):.1f}",
                "others": len(alarms),
                "of these suspected, % ": f"{100 * np.mean(alarms):.2f}",
            }
        )
    return rows

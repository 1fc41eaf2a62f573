"""Signals that are hardly one: nothing may crash, warn or hang."""

import resource
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.looked import looked_at
from benchmarks.tables import Row
from echo2ecg_edge import Recording
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import best_window
from echo2ecg_edge.signal import SignalSpec

RATE_HZ: Final = 500.0
WINDOW_S: Final = 10.0
DAY_S: Final = 24 * 3600
MIB: Final = 1024


def _constant(value: float, samples: int) -> Callable[[], NDArray[np.float32]]:
    return lambda: np.full((len(LEADS), samples), value, np.float32)


def _faint_noise() -> NDArray[np.float32]:
    noise = np.random.default_rng(0).normal(0, 0.002, (len(LEADS), 5000))
    return noise.astype(np.float32)


def _day() -> NDArray[np.float32]:
    """A day of narrow beats, one lead without contact but for ten seconds after noon."""
    signal = np.zeros((len(LEADS), round(DAY_S * RATE_HZ)), np.float32)
    seconds = signal.reshape(len(LEADS), DAY_S, -1)
    seconds[:] = np.sin(np.pi * np.arange(seconds.shape[-1]) / RATE_HZ) ** 21
    seconds[3, : DAY_S // 2] = 0.0
    seconds[3, DAY_S // 2 + 10 :] = 0.0
    return signal


SIGNALS: Final[Mapping[str, Callable[[], NDArray[np.float32]]]] = {
    "all zero": _constant(0, 5000),
    "all one": _constant(1, 5000),
    "all missing": _constant(np.nan, 5000),
    "all infinite": _constant(np.inf, 5000),
    "1e30 mV": _constant(1e30, 5000),
    "one sample": _constant(1, 1),
    "two samples": _constant(1, 2),
    "asystole, noise of 2 microvolts": _faint_noise,
    "24 hours": _day,
}


def hard_rows(spec: SignalSpec) -> list[Row]:
    """Return a row for each signal; any warning or exception would end the benchmark."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return [_row(name, make(), spec) for name, make in SIGNALS.items()]


def _row(name: str, signal_mv: NDArray[np.float32], spec: SignalSpec) -> Row:
    recording, before = Recording(signal_mv, RATE_HZ), _most_mib()
    begun = time.perf_counter()
    start = best_window(recording, WINDOW_S)
    found_s = time.perf_counter() - begun
    part = signal_mv[:, start : start + round(WINDOW_S * RATE_HZ)]
    quality = looked_at(Recording(part, RATE_HZ), spec)
    faults = sorted({fault.value for lead in quality.leads for fault in lead.faults})
    return {
        "signal": name,
        "window begins at, s": f"{start / RATE_HZ:g}",
        "found in, s": f"{found_s:.2f}",
        "memory for it, MiB": round(_most_mib() - before),
        "state": quality.state.value,
        "score": f"{quality.score:.2f}",
        "faults": ", ".join(faults),
    }


def _most_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB

"""What is measured of one model file: speed, cold start, memory; each in processes of their own."""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.latency.timing import elapsed_ms

COLD_RUNS: Final = 7
LONGEST_S: Final = 20.0
MOST_RUNS, FEWEST_RUNS = 1000, 30


@dataclass(frozen=True, slots=True)
class Measured:
    """One model file.

    Attributes:
        bytes: Of the file.
        p50_ms: Median time of one ECG.
        p95_ms: 95th percentile.
        cold_ms: Median time from the start of Python to the first answer.
        rss_mb: Largest memory of a process that loads the model and answers.
    """

    bytes: int
    p50_ms: float
    p95_ms: float
    cold_ms: float
    rss_mb: float


def measure(file: Path, samples: int, threads: int) -> Measured:
    """Measure a model file.

    Args:
        file: ONNX or TFLite.
        samples: Per lead.
        threads: Of the engine.
    """
    first = _child(file, samples, FEWEST_RUNS, threads)
    usual = statistics.median(first["ms"])
    runs = int(np.clip(LONGEST_S * 1000 / usual, FEWEST_RUNS, MOST_RUNS))
    times = _child(file, samples, runs, threads)["ms"] if runs > FEWEST_RUNS else first["ms"]
    cold = [elapsed_ms(lambda: _child(file, samples, 0, threads)) for _ in range(COLD_RUNS)]
    p50, p95 = np.percentile(times, [50, 95]).tolist()
    memory = _child(file, samples, 0, threads)["rss_mb"]
    return Measured(file.stat().st_size, p50, p95, statistics.median(cold), memory)


def _child(file: Path, samples: int, runs: int, threads: int) -> dict[str, Any]:
    words = [str(file), str(samples), str(runs), str(threads)]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "benchmarks.peers.child", *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer

"""How long a screening takes: a cold process, a warm one, and the model alone; and its memory.

fp32 models are not part of a bundle; they are read from the export's work folder (``make bundle``)
and left out of the table where that is absent.
"""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.tables import Row, cpu
from echo2ecg_edge import Screener, read_ecg
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import Engine, OnnxEngine, TfliteEngine

COLD_RUNS, WARM_RUNS, MODEL_RUNS = 20, 200, 1000
ENGINES: dict[str, Callable[[bytes, str, int], Engine]] = {
    ".onnx": OnnxEngine,
    ".tflite": TfliteEngine,
}


def measure_latency(bundle: Bundle, work: Path, threads: int = 1) -> list[Row]:
    """Return one row per thing measured: median and 95th percentile in ms, peak memory in MB."""
    example = bundle.folder / "example.csv"
    rows = [
        _cold(
            "cold `screen example.csv`",
            engine,
            ["screen", str(example), "--engine", engine, "--bundle", str(bundle.folder)],
        )
        for engine in ("onnx", "tflite")
    ]
    rows.append(_cold("cold `--help`", "-", ["--help"]))
    for engine in ("onnx", "tflite"):
        screener = Screener(bundle.folder, engine=engine, threads=threads)
        recording = read_ecg(example)
        rows.append(
            _row(
                "warm, CSV file to verdict",
                engine,
                _time(lambda s=screener: s.screen(example), WARM_RUNS),
            )
        )
        rows.append(
            _row(
                "warm, recording to verdict",
                engine,
                _time(lambda s=screener, r=recording: s.screen(r), WARM_RUNS),
            )
        )
    for path in _models(bundle, work):
        engine = ENGINES[path.suffix](path.read_bytes(), path.name, threads)
        batch = np.random.default_rng(0).normal(
            0, 0.2, (1, 12, 1, bundle.manifest.input.signal.samples)
        )
        ecg = batch.astype(np.float32)
        size = f"{path.stat().st_size / 1e6:.2f} MB"
        rows.append(
            _row(
                "model alone",
                f"{path.name} ({size})",
                _time(lambda e=engine, x=ecg: e.run(x), MODEL_RUNS),
            )
        )
    return rows


def notes(threads: int = 1) -> list[str]:
    """What a reader must know beside the table."""
    from importlib.metadata import version

    return [
        f"CPU: {cpu()}. Python {platform.python_version()}, "
        f"onnxruntime {version('onnxruntime')}, ai-edge-litert {version('ai-edge-litert')}.",
        f"Threads of the engine: {threads}. One ECG at a time: 12 leads, 10 s, 500 Hz.",
        f"Runs: {COLD_RUNS} cold, {WARM_RUNS} warm, {MODEL_RUNS} of the model.",
    ]


def _models(bundle: Bundle, work: Path) -> list[Path]:
    bundled = [
        bundle.folder / name for name in bundle.manifest.files if Path(name).suffix in ENGINES
    ]
    return [
        path for path in (work / "model.fp32.onnx", work / "model.fp32.tflite") if path.exists()
    ] + bundled


def _cold(what: str, how: str, arguments: list[str]) -> Row:
    """Start a new process per run; the memory is the largest of all runs."""
    elapsed, memory = [], 0
    for _ in range(COLD_RUNS):
        began = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "echo2ecg_edge", *arguments],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        elapsed.append((time.perf_counter() - began) * 1000)
        memory = max(memory, usage.ru_maxrss)
        if child.returncode:
            raise RuntimeError(f"{arguments} ended with exit code {child.returncode}")
    return _row(what, how, elapsed, memory_mb=f"{memory / 1024:.0f}")


def _time(action: Callable[[], object], runs: int) -> list[float]:
    for _ in range(max(runs // 10, 3)):
        action()
    elapsed = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        elapsed.append((time.perf_counter() - began) * 1000)
    return elapsed


def _row(what: str, how: str, elapsed_ms: list[float], memory_mb: str = "-") -> Row:
    p50, p95 = np.percentile(elapsed_ms, [50, 95])
    digits = 0 if p50 > 20 else 2
    return {
        "measured": what,
        "engine": how,
        "p50 ms": f"{p50:.{digits}f}",
        "p95 ms": f"{p95:.{digits}f}",
        "peak RSS MB": memory_mb,
    }

"""The whole table, in order."""

import platform
from pathlib import Path

from benchmarks.latency.cold import COLD_RUNS, cold_rows
from benchmarks.latency.models import MODEL_RUNS, VIT_RUNS, model_rows, size_row
from benchmarks.latency.throughput import SECONDS, throughput_rows
from benchmarks.latency.warm import WARM_RUNS, warm_rows
from benchmarks.tables import Row, cpu
from echo2ecg_edge.model.bundle import Bundle


def measure_latency(bundle: Bundle, work: Path, threads: int = 1) -> list[Row]:
    """Return one row per thing measured; about two minutes.

    Args:
        bundle: What to measure; it holds both int8 models and the example.
        work: Where the fp32 models are.
        threads: Threads of the engine, where processes do not share the work.
    """
    return [
        *cold_rows(bundle),
        *warm_rows(bundle, threads),
        *model_rows(bundle, work, threads),
        *throughput_rows(bundle),
        size_row(bundle),
    ]


def notes(bundle: Bundle, threads: int = 1) -> list[str]:
    """What a reader must know beside the table."""
    from importlib.metadata import version

    return [
        f"Bundle: {bundle.manifest.name} {bundle.manifest.version}.",
        f"CPU: {cpu()}. Python {platform.python_version()}, "
        f"onnxruntime {version('onnxruntime')}, ai-edge-litert {version('ai-edge-litert')}.",
        f"Threads of the engine: {threads}. One ECG at a time: 12 leads, 10 s, 500 Hz.",
        f"Runs: {COLD_RUNS} cold, {WARM_RUNS} warm, {MODEL_RUNS} of a model, {VIT_RUNS} of the "
        f"ViT. Throughput: {SECONDS:g} s, processes side by side, one thread each.",
        "The Echo2ECG ViT has its published size, and random weights: this is its time only. Its "
        "doubled attention is folded, which makes it faster and changes no answer.",
    ]

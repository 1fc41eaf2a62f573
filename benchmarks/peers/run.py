"""The table: every model in every precision, and how many times ours fits into each."""

import logging
import platform
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.latency.timing import timed
from benchmarks.peers.measured import Measured, measure
from benchmarks.peers.peer import PEERS, Peer, make_peer
from benchmarks.tables import Row, cpu
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.signal import clean, prepare, to_model_input
from export.float16 import store_onnx_in_float16
from export.onnx_graph import quantise_onnx, write_onnx
from export.tflite_graph import quantise_tflite, write_tflite
from train.ecg import macs
from train.trained import load_trained

log = logging.getLogger(__name__)
FP32 = {"onnx": "model.fp32.onnx", "tflite": "model.fp32.tflite"}
FP16 = "model.fp16.onnx"
RANGE_ECGS, PREPARE_RUNS = 8, 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table, before it is written."""

    model: str
    parameters: int
    macs: int
    file: str
    prepare_ms: float
    measured: Measured


def measure_peers(
    bundle: Bundle, run: Path, fp32: Path, threads: int = 1, only: Sequence[str] = tuple(PEERS)
) -> list[Row]:
    """Measure all, ours first.

    Args:
        bundle: The default one.
        run: Its training run, for parameters and cost; dashes where it is absent.
        fp32: Folder of its float models; left out where they are absent.
        threads: Of the engines.
        only: Which peers.
    """
    ours = list(_ours(bundle, run, fp32, threads))
    entries = [*ours, *(entry for name in only for entry in _theirs(name, bundle, threads))]
    return [_row(entry, ours[0]) for entry in entries]


def _ours(bundle: Bundle, run: Path, fp32: Path, threads: int) -> Iterator[Entry]:
    name, spec = bundle.manifest.name, bundle.manifest.input
    size, cost = _size_of(run, spec.samples)
    example = read_ecg(bundle.folder / "example.csv")
    signal = spec.signal
    prepared = timed(
        lambda: to_model_input(clean(example.signal_mv, example.rate_hz, signal), signal),
        PREPARE_RUNS,
    )
    paths = [bundle.folder / ENGINES[kind][0] for kind in ENGINES]
    paths += [fp32 / FP32[kind] for kind in ENGINES if (fp32 / FP32[kind]).exists()]
    for path in paths:
        log.info("%s, %s", name, path.name)
        found = measure(path, spec.samples, threads)
        yield Entry(name, size, cost, path.name, float(np.median(prepared)), found)


def _theirs(name: str, bundle: Bundle, threads: int) -> Iterator[Entry]:
    peer = make_peer(name)
    example = read_ecg(bundle.folder / "example.csv")
    steps = peer.preparation
    ready = prepare(example.signal_mv, example.rate_hz, steps)
    prepared = timed(lambda: prepare(example.signal_mv, example.rate_hz, steps), PREPARE_RUNS)
    with tempfile.TemporaryDirectory() as folder:
        for path in _files(peer, ready, Path(folder)):
            log.info("%s, %s", peer.title, path.name)
            found = measure(path, steps.samples, threads)
            yield Entry(
                peer.title, peer.parameters, peer.macs, path.name, float(np.median(prepared)), found
            )


def _files(peer: Peer, ecg: np.ndarray, folder: Path) -> Iterator[Path]:
    """Convert, to each precision that an import may choose."""
    samples, ranges = peer.preparation.samples, np.repeat(ecg, RANGE_ECGS, axis=0)
    plain, int8 = folder / FP32["onnx"], folder / ENGINES["onnx"][0]
    write_onnx(peer.graph, samples, plain)
    quantise_onnx(plain, ranges, int8, peer.kinds)
    store_onnx_in_float16(plain, folder / FP16)
    yield from (int8, folder / FP16, plain)
    if peer.has_tflite:
        plain, int8 = folder / FP32["tflite"], folder / ENGINES["tflite"][0]
        write_tflite(peer.graph, samples, plain)
        quantise_tflite(plain, ranges, int8)
        yield from (int8, plain)


def _size_of(run: Path, samples: int) -> tuple[int, int]:
    if not (run / "best.pt").is_file():
        return 0, 0
    student = load_trained(run).model.ecg
    return sum(one.numel() for one in student.parameters()), macs(student, samples)


def _row(entry: Entry, ours: Entry) -> Row:
    found = entry.measured
    return {
        "model": entry.model,
        "parameters": f"{entry.parameters / 1e6:.2f} M" if entry.parameters else "-",
        "MACs": f"{entry.macs / 1e6:.0f} M" if entry.macs else "-",
        "file": entry.file,
        "MB": f"{found.bytes / 1e6:.2f}",
        "p50 ms": f"{found.p50_ms:.2f}",
        "p95 ms": f"{found.p95_ms:.2f}",
        "x ours": f"{found.p50_ms / ours.measured.p50_ms:.1f}",
        "prepare ms": f"{entry.prepare_ms:.1f}",
        "cold ms": f"{found.cold_ms:.0f}",
        "peak RSS MB": f"{found.rss_mb:.0f}",
        "MB x ours": f"{found.bytes / ours.measured.bytes:.1f}",
    }


def notes(bundle: Bundle, threads: int = 1) -> list[str]:
    """What a reader must know beside the table."""
    manifest = bundle.manifest
    return [
        f"Ours: the bundle {manifest.name} {manifest.version}; ratios are to its "
        f"{ENGINES['onnx'][0]}, time of the model alone and size of the file.",
        "EchoNext-Mini, Echo2ECG and EchoingECG have their published sizes and RANDOM weights, so "
        "this is their speed and size only; their licences do not let us ship the real ones. The "
        "doubled attention of Echo2ECG is folded and the pooling weights of EchoingECG are "
        "constants: both make them faster and change no answer.",
        "fp16: weights stored so, computed in float32. An import takes the first of int8, fp16 and "
        "fp32 that agrees with the original; for the random reference weights that was fp16, so "
        "the rows of int8 show what a trained network may reach.",
        f"CPU: {cpu()}. Python {platform.python_version()}, onnxruntime {version('onnxruntime')}, "
        f"ai-edge-litert {version('ai-edge-litert')}. Threads of the engine: {threads}.",
        "One ECG at a time. Prepare: one 12-lead ECG of 10 s at the rate of the example, cleaned "
        "as each model wants it. Cold: start of Python, engine, model, first answer; no file is "
        "read and nothing is screened. Memory: of that process.",
    ]

"""The models alone: int8 and fp32, and the published Echo2ECG transformer beside them.

fp32 models are not part of a bundle; they are read from the export's work folder (``make bundle``)
and left out of the table where that is absent.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.latency.timing import row, timed, timing_row
from benchmarks.latency.vit import vit_engine
from benchmarks.tables import Row
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import ENGINES, Engine, OnnxEngine, TfliteEngine

MODEL_RUNS, VIT_RUNS = 1000, 50
FP32 = {"onnx": ("model.fp32.onnx", OnnxEngine), "tflite": ("model.fp32.tflite", TfliteEngine)}
GALLERY = "gallery.npz"
VIT = "vit"


@dataclass(frozen=True, slots=True)
class Model:
    """One model, opened.

    Attributes:
        name: For the table, with its size.
        engine: Runs it.
        samples: Per lead.
        runs: To measure.
    """

    name: str
    engine: Engine
    samples: int
    runs: int = MODEL_RUNS

    def times(self) -> list[float]:
        """Return milliseconds of one ECG of noise, run by run."""
        noise = np.random.default_rng(0).normal(0, 0.2, (1, 12, 1, self.samples))
        ecg = noise.astype(np.float32)
        return timed(lambda: self.engine.run(ecg), self.runs)


def model_rows(bundle: Bundle, work: Path, threads: int) -> list[Row]:
    """Return a row per model, then how many times longer the others take than int8."""
    with tempfile.TemporaryDirectory() as folder:
        vit = Model(*vit_engine(Path(folder), threads), runs=VIT_RUNS)
        models = {**_fp32(bundle, work, threads), **_int8(bundle, threads), VIT: vit}
        times = {key: model.times() for key, model in models.items()}
    rows = [timing_row("model alone", models[key].name, times[key]) for key in models]
    return [*rows, *_ratios(times)]


def size_row(bundle: Bundle) -> Row:
    """Return what the models and the gallery take of the disk."""
    files = [ENGINES[kind][0] for kind in ENGINES] + [GALLERY]
    there = [file for file in files if file in bundle.manifest.files]
    size = sum(bundle.manifest.files[file].bytes for file in there)
    return row("bundle on disk", f"{' + '.join(there)}: {size / 1e6:.2f} MB")


def _fp32(bundle: Bundle, work: Path, threads: int) -> dict[str, Model]:
    paths = {kind: work / file for kind, (file, _) in FP32.items()}
    return {
        f"fp32 {kind}": _model(bundle, path.read_bytes(), path.name, FP32[kind][1], threads)
        for kind, path in paths.items()
        if path.exists()
    }


def _int8(bundle: Bundle, threads: int) -> dict[str, Model]:
    return {
        kind: _model(bundle, bundle.read(file), file, opens, threads)
        for kind, (file, opens) in ENGINES.items()
    }


def _model(
    bundle: Bundle,
    content: bytes,
    file: str,
    opens: Callable[[bytes, str, int], Engine],
    threads: int,
) -> Model:
    name = f"{file} ({len(content) / 1e6:.2f} MB)"
    return Model(name, opens(content, file, threads), bundle.manifest.input.signal.samples)


def _ratios(times: Mapping[str, Sequence[float]]) -> list[Row]:
    """Return how many times longer the others take, by their medians."""
    pairs = [(f"{kind} int8", kind, f"{kind} fp32", f"fp32 {kind}") for kind in ENGINES]
    pairs.append(("onnx int8", "onnx", "Echo2ECG ViT", VIT))
    return [
        row(
            f"{slow_name} / {fast_name}",
            "ratio",
            f"{np.median(times[slow]) / np.median(times[fast]):.1f} x",
        )
        for fast_name, fast, slow_name, slow in pairs
        if slow in times
    ]

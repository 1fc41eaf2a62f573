"""How fast a student is once exported; its weights do not matter for that."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import OnnxEngine
from export.graph import ExportGraph
from export.onnx_graph import quantise_onnx, write_onnx
from train.ecg import Student

WARM, RUNS = 30, 300


@dataclass(frozen=True, slots=True)
class Speed:
    """Median milliseconds of one ECG on one thread, and the size of the int8 file."""

    int8_ms: float
    float_ms: float
    bytes: int


def speed_of(student: Student, ecg: NDArray[np.float32], work: Path) -> Speed:
    """Export a student and time it, float and int8 in turns.

    Args:
        student: In evaluation mode.
        ecg: Calibration ECGs, shape (n, 12, 1, samples).
        work: Folder for the files.
    """
    work.mkdir(parents=True, exist_ok=True)
    heads = {
        "logits": student.to_logits,
        "embedding": student.to_embedding,
        "log_variance": student.to_log_variance,
    }
    plain, small = work / "model.fp32.onnx", work / "model.int8.onnx"
    write_onnx(ExportGraph(student, heads), ecg.shape[-1], plain)
    quantise_onnx(plain, ecg, small)
    engines = [OnnxEngine(path.read_bytes(), path.name) for path in (small, plain)]
    times: list[list[float]] = [[], []]
    for run in range(WARM + RUNS):
        one = ecg[run % len(ecg)][None]
        for engine, spent in zip(engines, times, strict=True):
            begin = time.perf_counter()
            engine.run(one)
            spent.append(1000 * (time.perf_counter() - begin))
    int8_ms, float_ms = (float(np.median(spent[WARM:])) for spent in times)
    return Speed(int8_ms, float_ms, small.stat().st_size)

"""Precision: for each engine, the smallest model that agrees with torch; every try is recorded."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.model.engines import Arrays, Engine, OnnxEngine, TfliteEngine
from export.float16 import store_onnx_in_float16, store_tflite_in_float16
from export.importers.agreement import agreement
from export.importers.ecgs import ImportEcgs
from export.importers.imported import Imported
from export.models import IN_NAMES, Precision
from export.onnx_graph import quantise_onnx, write_onnx
from export.parity import Parity
from export.tflite_graph import quantise_tflite, write_tflite
from export.torch_engine import TorchEngine

log = logging.getLogger(__name__)

ENGINES: dict[str, Callable[[bytes, str, int], Engine]] = {
    "onnx": OnnxEngine,
    "tflite": TfliteEngine,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What an engine runs.

    Attributes:
        engine: Its name in the runtime.
        precision: The first that agreed.
        path: The model file.
        tried: The figures of every precision that was tried; the last one agreed.
    """

    engine: str
    precision: Precision
    path: Path
    tried: tuple[Parity, ...]


def choose_all(
    model: Imported, ecgs: ImportEcgs, work: Path, asked: Precision | None
) -> tuple[Choice, ...]:
    """Convert a model for each of its engines.

    Args:
        model: What to convert.
        ecgs: For ranges and parity.
        work: An empty folder for the files.
        asked: The only precision to try; None for the model's own ladder.

    Raises:
        CallError: The model does not come in the precision asked for.
        BundleError: No precision that was tried agrees with torch.
    """
    log.info("running torch on %d %s", len(ecgs.check), ecgs.whose)
    expected = TorchEngine(model.graph).run(ecgs.check)
    ladders = {
        engine: [one for one in ladder if asked in (None, one)]
        for engine, ladder in model.conversion.ladder.items()
    }
    if not any(ladders.values()):
        raise CallError(f"{model.origin.title} does not come in {asked}.", "Ask for another one.")
    return tuple(
        _choose(model, engine, ladder, ecgs, expected, work)
        for engine, ladder in ladders.items()
        if ladder
    )


def _choose(
    model: Imported,
    engine: str,
    ladder: list[Precision],
    ecgs: ImportEcgs,
    expected: Arrays,
    work: Path,
) -> Choice:
    plain = _named(work, engine, Precision.FLOAT32)
    log.info("writing %s", plain.name)
    samples = model.preparation.samples
    (write_onnx if engine == "onnx" else write_tflite)(model.graph, samples, plain)
    tried: list[Parity] = []
    for precision in ladder:
        path = _named(work, engine, precision)
        _convert(engine, precision, plain, path, model, ecgs)
        got = ENGINES[engine](path.read_bytes(), path.name, 1).run(ecgs.check)
        checks = agreement(expected, got, model.head_weight)
        tried.append(Parity(path.name, ecgs.whose, len(ecgs.check), checks))
        if not (faults := tried[-1].faults):
            return Choice(engine, precision, path, tuple(tried))
        log.info("%s is not good enough: %s", path.name, "; ".join(faults))
    faults = [f"{one.model}: {fault}" for one in tried for fault in one.faults]
    raise BundleError(
        f"No model agrees with torch: {'; '.join(faults)}.",
        "No bundle was written. Ask for another precision, or give real ECGs: --ecgs.",
    )


def _convert(
    engine: str, precision: Precision, plain: Path, path: Path, model: Imported, ecgs: ImportEcgs
) -> None:
    if precision is Precision.FLOAT32:
        return
    log.info("writing %s", path.name)
    if precision is Precision.FLOAT16:
        store = store_onnx_in_float16 if engine == "onnx" else store_tflite_in_float16
        store(plain, path)
    elif engine == "onnx":
        quantise_onnx(plain, ecgs.calibration, path, model.conversion.kinds)
    else:
        quantise_tflite(plain, ecgs.calibration, path)


def _named(work: Path, engine: str, precision: Precision) -> Path:
    return work / f"model.{IN_NAMES[precision]}.{engine}"

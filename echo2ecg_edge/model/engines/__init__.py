"""The engines that can run a bundle; each is imported only when it is opened."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines.onnx import OnnxEngine
from echo2ecg_edge.model.engines.protocol import OUTPUTS, Arrays, Engine
from echo2ecg_edge.model.engines.tflite import TfliteEngine

__all__ = [
    "ENGINES",
    "OUTPUTS",
    "Arrays",
    "Engine",
    "OnnxEngine",
    "TfliteEngine",
    "model_file",
    "open_engine",
]

DEFAULT_ENGINE: Final = "onnx"

ENGINES: Final[Mapping[str, tuple[str, Callable[[bytes, str, int], Engine]]]] = MappingProxyType(
    {"onnx": ("model.int8.onnx", OnnxEngine), "tflite": ("model.int8.tflite", TfliteEngine)}
)
"""Engine name -> the bundle's file it runs, and how it is opened."""

PRECISIONS: Final = ("int8", "fp16", "fp32")
"""As file names say them, the quickest first; fp16 is how weights are stored, not computed."""


def model_file(kind: str, bundle: Bundle) -> str:
    """Return the file that an engine runs: of the lowest precision that the bundle has.

    Args:
        kind: A key of ``ENGINES``.
        bundle: Where the model is.
    """
    int8 = ENGINES[kind][0]
    names = [int8.replace("int8", precision) for precision in PRECISIONS]
    return next((name for name in names if name in bundle.manifest.files), int8)


def open_engine(kind: str, bundle: Bundle, threads: int = 1) -> Engine:
    """Open an engine on the bundle's model, after verifying the file.

    Args:
        kind: A key of ``ENGINES``.
        bundle: Where the model is.
        threads: Threads for one ECG, at least 1.

    Raises:
        CallError: No such engine, or no thread.
        BundleError: The bundle has no file for this engine, or it is damaged.
        EngineError: The engine is not installed or does not accept the model.
    """
    if kind not in ENGINES:
        raise CallError(f"There is no engine {kind!r}.", f"Use one of: {', '.join(ENGINES)}.")
    if threads < 1:
        raise CallError(f"{threads} threads cannot run a model.", "Give at least 1 thread.")
    file = model_file(kind, bundle)
    return ENGINES[kind][1](bundle.read(file), file, threads)

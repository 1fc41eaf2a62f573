"""LiteRT, the TensorFlow Lite interpreter; where an old board has only tflite-runtime, that one."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.model.engines.protocol import Arrays, failed, require_outputs


class TfliteEngine:
    """A TFLite graph; its signature names the outputs, and its batch is one ECG.

    Args:
        model: Content of the ``.tflite`` file.
        file: Its name, for reports.
        threads: Threads for one ECG.

    Raises:
        EngineError: No interpreter is installed, or it does not accept the model.
    """

    def __init__(self, model: bytes, file: str, threads: int = 1) -> None:
        package, interpreter_class = _import()
        self.name = f"{package}, {file}"
        try:
            # The runner borrows the interpreter's memory: both must live as long as the engine.
            self._interpreter = interpreter_class(model_content=model, num_threads=threads)
            self._runner = self._interpreter.get_signature_runner()
            self._outputs: Mapping[str, Any] = self._runner.get_output_details()
            inputs: Mapping[str, Any] = self._runner.get_input_details()
        except (ValueError, RuntimeError) as error:
            raise failed("The TFLite interpreter", "loading", error) from error
        require_outputs(self._outputs)
        ((self._input, self._input_details),) = inputs.items()

    def run(self, batch: NDArray[np.float32]) -> Arrays:
        """Run the graph once per ECG; see ``Engine.run``."""
        rows = [self._run_one(row[np.newaxis]) for row in batch]
        return {name: np.concatenate([row[name] for row in rows]) for name in self._outputs}

    def _run_one(self, ecg: NDArray[np.float32]) -> Arrays:
        # The interpreter would resize its input to whatever it is given.
        if ecg.shape != (wanted := tuple(self._input_details["shape"])):
            raise failed("The TFLite interpreter", "running", ValueError(f"it takes {wanted}"))
        try:
            result = self._runner(**{self._input: quantise(ecg, self._input_details)})
        except (ValueError, RuntimeError) as error:
            raise failed("The TFLite interpreter", "running", error) from error
        return {name: dequantise(result[name], details) for name, details in self._outputs.items()}


def quantise(values: NDArray[np.float32], details: Mapping[str, Any]) -> NDArray[Any]:
    """Turn real numbers into what a tensor holds: float32, or integers by scale and zero point."""
    kind = np.dtype(details["dtype"])
    if kind.kind == "f":
        return values.astype(kind)
    scale, zero_point = details["quantization"]
    limits = np.iinfo(kind)
    steps = np.rint(values / scale) + zero_point
    return np.asarray(np.clip(steps, limits.min, limits.max), kind)


def dequantise(values: NDArray[Any], details: Mapping[str, Any]) -> NDArray[np.float32]:
    """Turn what a tensor holds into real numbers; the inverse of ``quantise`` up to rounding."""
    if values.dtype.kind == "f":
        return values.astype(np.float32)
    scale, zero_point = details["quantization"]
    return np.asarray((values.astype(np.float32) - zero_point) * scale, np.float32)


def _import() -> tuple[str, Any]:
    """Return the name of the installed interpreter package and its ``Interpreter`` class."""
    try:
        from ai_edge_litert.interpreter import Interpreter

        return "ai-edge-litert", Interpreter
    except ImportError:
        pass
    try:
        from tflite_runtime.interpreter import Interpreter as OldInterpreter

        return "tflite-runtime", OldInterpreter
    except ImportError as error:
        raise EngineError(
            "No TFLite interpreter is installed, or it does not start here.",
            "Install one with: pip install ai-edge-litert",
        ) from error

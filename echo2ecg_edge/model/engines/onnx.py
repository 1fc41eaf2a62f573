"""ONNX Runtime, on the CPU, one thread unless told otherwise."""

from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.model.engines.processor import adds_int8_exactly
from echo2ecg_edge.model.engines.protocol import Arrays, failed, require_outputs

ERRORS_ONLY = 3
"""ONNX Runtime's log level for errors and worse; warnings about the machine help nobody here."""


class OnnxEngine:
    """An ONNX graph in ONNX Runtime.

    Args:
        model: Content of the ``.onnx`` file.
        file: Its name, for reports.
        threads: Threads for one ECG.

    Raises:
        EngineError: ONNX Runtime is not installed, or does not accept the model.
    """

    def __init__(self, model: bytes, file: str, threads: int = 1) -> None:
        runtime = _import()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = runtime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = ERRORS_ONLY
        if not adds_int8_exactly():
            # Products of bytes are added in 16 bits, which overflow; slower, but right.
            options.add_session_config_entry("session.x64quantprecision", "1")
        self.name = f"onnxruntime {runtime.__version__}, {file}"
        self._errors = _errors()
        try:
            self._session = runtime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"]
            )
        except self._errors as error:
            raise failed("onnxruntime", "loading", error) from error
        self._outputs = [output.name for output in self._session.get_outputs()]
        require_outputs(self._outputs)
        graph_input = self._session.get_inputs()[0]
        self._input: str = graph_input.name
        self._one_at_a_time: bool = graph_input.shape[0] == 1

    def run(self, batch: NDArray[np.float32]) -> Arrays:
        """Run the graph; see ``Engine.run``."""
        parts = np.split(batch, len(batch)) if self._one_at_a_time else [batch]
        try:
            results = [self._session.run(self._outputs, {self._input: part}) for part in parts]
        except self._errors as error:
            raise failed("onnxruntime", "running", error) from error
        return {
            name: np.concatenate(outputs)
            for name, outputs in zip(self._outputs, zip(*results, strict=True), strict=True)
        }


def _import() -> ModuleType:
    try:
        import onnxruntime
    except ImportError as error:
        raise EngineError(
            "The engine onnxruntime is not installed or does not start here.",
            "Install it with: pip install onnxruntime",
        ) from error
    module: ModuleType = onnxruntime
    return module


def _errors() -> tuple[type[Exception], ...]:
    """Return what ONNX Runtime raises: its own exceptions share no base class."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    own = [thing for thing in vars(state).values() if isinstance(thing, type)]
    return (*(kind for kind in own if issubclass(kind, Exception)), RuntimeError, ValueError)

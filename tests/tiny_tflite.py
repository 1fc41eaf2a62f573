"""The tiny graph as a TFLite file, written with LiteRT's own flatbuffer schema (no converter)."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from tests.tiny_bundle import SAMPLES, Weights


def tflite_model(w: Weights, signature_outputs: dict[str, str] | None = None) -> bytes:
    """Build the graph with float32 tensors; ``signature_outputs`` renames outputs."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    build = _Builder(schema)
    ecg = build.tensor("ecg", (1, 12, 1, SAMPLES))
    absolute = build.tensor("abs", (1, 12, 1, SAMPLES))
    features = build.tensor("features", (1, 12))
    axes = build.tensor("axes", (2,), np.array([2, 3], np.int32))
    build.operator("ABS", [ecg], [absolute], "AbsOptions")
    build.operator("MEAN", [absolute, axes], [features], "ReducerOptions")
    outputs = {}
    # Reversed on purpose: outputs must be found by name, never by position.
    for name in reversed(w.matrices):
        matrix = np.ascontiguousarray(w.matrices[name].T)
        weight = build.tensor(f"w_{name}", matrix.shape, matrix)
        bias = build.tensor(f"b_{name}", w.biases[name].shape, w.biases[name])
        outputs[name] = build.tensor(f"out_{name}", (1, len(w.biases[name])))
        inputs = [features, weight, bias]
        build.operator("FULLY_CONNECTED", inputs, [outputs[name]], "FullyConnectedOptions")
    names = signature_outputs or {}
    model = build.model([ecg], {names.get(name, name): place for name, place in outputs.items()})
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


class _Builder:
    def __init__(self, schema: Any) -> None:
        self.schema = schema
        self.graph = schema.SubGraphT()
        self.graph.tensors, self.graph.operators = [], []
        self.buffers = [schema.BufferT()]
        self.codes: list[Any] = []

    def tensor(self, name: str, shape: Iterable[int], data: np.ndarray | None = None) -> int:
        tensor = self.schema.TensorT()
        tensor.name, tensor.shape = name.encode(), [int(n) for n in shape]
        whole = data is not None and data.dtype == np.int32
        tensor.type = self.schema.TensorType.INT32 if whole else self.schema.TensorType.FLOAT32
        if data is not None:
            buffer = self.schema.BufferT()
            buffer.data = np.frombuffer(data.tobytes(), np.uint8)
            tensor.buffer = len(self.buffers)
            self.buffers.append(buffer)
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def operator(self, kind: str, inputs: list[int], outputs: list[int], options: str) -> None:
        code = self.schema.OperatorCodeT()
        code.builtinCode = getattr(self.schema.BuiltinOperator, kind)
        code.deprecatedBuiltinCode = min(code.builtinCode, 127)
        code.version = 1
        operator = self.schema.OperatorT()
        operator.opcodeIndex = len(self.codes)
        operator.inputs, operator.outputs = inputs, outputs
        operator.builtinOptionsType = getattr(self.schema.BuiltinOptions, options)
        operator.builtinOptions = getattr(self.schema, f"{options}T")()
        self.codes.append(code)
        self.graph.operators.append(operator)

    def model(self, inputs: list[int], outputs: dict[str, int]) -> Any:
        self.graph.inputs, self.graph.outputs = inputs, list(outputs.values())
        signature = self.schema.SignatureDefT()
        signature.signatureKey = b"serving_default"
        signature.inputs = [self._named("ecg", inputs[0])]
        signature.outputs = [self._named(name, place) for name, place in outputs.items()]
        model = self.schema.ModelT()
        model.version, model.operatorCodes, model.buffers = 3, self.codes, self.buffers
        model.subgraphs, model.signatureDefs = [self.graph], [signature]
        return model

    def _named(self, name: str, place: int) -> Any:
        entry = self.schema.TensorMapT()
        entry.name, entry.tensorIndex = name.encode(), place
        return entry

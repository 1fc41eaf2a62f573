"""Torch -> ONNX fp32 -> ONNX int8.

int8 is static: weights signed per channel, activations unsigned, ranges from calibration ECGs
(EDGE facts: the fastest recipe on x86 and exact on ARM). Only the student's body is quantised. Its
stem stays in float, because eight bits are too few for a signal in millivolts, and so do the linear
heads, whose outputs are what people see; together they cost little time.
"""

import warnings
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from export.graph import INPUT, Graph

OPSET = 17
CALIBRATION_BATCH = 32
BODY = "/body/"
"""How names of the body's nodes begin; the blocks of the stem have a body of their own."""


def write_onnx(graph: Graph, samples: int, path: Path) -> None:
    """Write the graph as ONNX fp32 with a free batch size.

    Args:
        graph: What to export.
        samples: Samples per lead.
        path: The file to write.
    """
    example = torch.zeros(1, graph.leads, 1, samples)
    free = {name: {0: "n"} for name in (INPUT, *graph.outputs)}
    with warnings.catch_warnings():
        # The TorchScript exporter is deprecated, but the new one needs another package (onnxscript)
        # and gains nothing for a graph of convolutions.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            graph,
            (example,),
            str(path),
            input_names=[INPUT],
            output_names=list(graph.outputs),
            dynamic_axes=free,
            opset_version=OPSET,
            dynamo=False,
        )


def quantise_onnx(
    source: Path, ecg: NDArray[np.float32], path: Path, kinds: tuple[str, ...] = ()
) -> None:
    """Quantise an ONNX file to int8 (QDQ form).

    Args:
        source: The fp32 file.
        ecg: Calibration ECGs, shape (n, leads, 1, samples); their extremes become the ranges.
        path: The file to write.
        kinds: Operators of the body to quantise; all that can be where left out.
    """
    from onnxruntime import quantization as q
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Reader(q.CalibrationDataReader):  # type: ignore[misc]
        """Hands the calibration ECGs over in batches."""

        def __init__(self) -> None:
            self.parts = iter(np.split(ecg, range(CALIBRATION_BATCH, len(ecg), CALIBRATION_BATCH)))

        def get_next(self) -> dict[str, NDArray[np.float32]] | None:
            part = next(self.parts, None)
            return None if part is None else {INPUT: part}

    prepared = path.with_suffix(".prepared.onnx")
    # Symbolic shapes fail on attention with a free batch, and are not needed for its products.
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape="MatMul" in kinds)
    q.quantize_static(
        str(prepared),
        str(path),
        Reader(),
        quant_format=q.QuantFormat.QDQ,
        activation_type=q.QuantType.QUInt8,
        weight_type=q.QuantType.QInt8,
        per_channel=True,
        calibrate_method=q.CalibrationMethod.MinMax,
        nodes_to_quantize=_body(prepared, kinds),
        # Products of two activations, as in attention, stay in float.
        extra_options={"MatMulConstBOnly": True},
    )
    prepared.unlink()


def _body(path: Path, kinds: tuple[str, ...]) -> list[str]:
    """Names of the body's nodes, of these kinds where any are named."""
    import onnx

    nodes = [node for node in onnx.load(str(path)).graph.node if node.name.startswith(BODY)]
    return [node.name for node in nodes if not kinds or node.op_type in kinds]

"""float16: models whose weights are stored in 16 bits and computed with in 32.

Half the file, the speed of float32: both runtimes turn the weights back when they load the model.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np

from export.quiet import silently

FEWEST: Final = 256
"""Numbers in a tensor that is worth storing so; biases stay as they are."""

LARGEST: Final = float(np.finfo(np.float16).max)


def store_onnx_in_float16(source: Path, path: Path) -> None:
    """Write an ONNX file with its large weights in float16, each followed by a cast.

    Args:
        source: The fp32 file.
        path: The file to write.
    """
    import onnx

    model = onnx.load(str(source))
    graph = model.graph
    casts = []
    for weight in graph.initializer:
        values = onnx.numpy_helper.to_array(weight)
        if not _is_worth_it(values):
            continue
        name = weight.name
        stored = onnx.numpy_helper.from_array(values.astype(np.float16), f"{name}.float16")
        weight.CopyFrom(stored)
        casts.append(
            onnx.helper.make_node(
                "Cast", [stored.name], [name], name=f"{name}.cast", to=onnx.TensorProto.FLOAT
            )
        )
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend([*casts, *nodes])
    onnx.save(model, str(path))


def store_tflite_in_float16(source: Path, path: Path) -> None:
    """Write a TFLite file with the weights of its convolutions and linear layers in float16.

    Args:
        source: The fp32 file.
        path: The file to write.
    """
    from litert_quantizer import qtyping, quantizer
    from litert_quantizer.algorithm_manager import AlgorithmName

    half = qtyping.OpQuantizationConfig(
        weight_tensor_config=qtyping.TensorQuantizationConfig(
            num_bits=16, dtype=qtyping.TensorDataType.FLOAT
        ),
        compute_precision=qtyping.ComputePrecision.FLOAT,
        explicit_dequantize=True,
    )
    tool = quantizer.Quantizer(str(source))
    for layer in (qtyping.TFLOperationName.CONV_2D, qtyping.TFLOperationName.FULLY_CONNECTED):
        tool.update_quantization_recipe(".*", layer, half, AlgorithmName.FLOAT_CASTING)
    with silently():
        path.write_bytes(tool.quantize().quantized_model)


def _is_worth_it(values: np.ndarray[Any, Any]) -> bool:
    is_float = values.dtype == np.float32 and values.size >= FEWEST
    return is_float and bool(np.abs(values).max() <= LARGEST)

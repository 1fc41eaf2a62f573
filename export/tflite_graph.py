"""Torch -> TFLite fp32 -> TFLite int8, by LiteRT's own converter and quantiser.

As in ONNX, only the student's body is quantised. Ranges are the extremes over the calibration ECGs:
the quantiser's default, a moving average, clips (lowest embedding cosine .936 against .999).
"""

import warnings
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from export.graph import INPUT, Graph
from export.quiet import silently

SIGNATURE = "serving_default"
BODY = r".*Graph/[\w.]*Sequential_body/.*"
"""Names of the student's body; the blocks of its stem have a body of their own."""


def write_tflite(graph: Graph, samples: int, path: Path) -> None:
    """Write the graph as TFLite fp32 for one ECG at a time.

    Args:
        graph: What to export.
        samples: Samples per lead.
        path: The file to write.
    """
    import litert_torch

    example = {INPUT: torch.zeros(1, graph.leads, 1, samples)}
    with warnings.catch_warnings(), silently():
        warnings.simplefilter("ignore")  # the converter's own use of deprecated torch functions
        litert_torch.convert(graph.eval(), sample_kwargs=example).export(str(path))


def quantise_tflite(source: Path, ecg: NDArray[np.float32], path: Path) -> None:
    """Quantise a TFLite file to int8 inside; inputs and outputs stay float.

    Args:
        source: The fp32 file.
        ecg: Calibration ECGs, shape (n, leads, 1, samples).
        path: The file to write.
    """
    from litert_quantizer import calibrator, qtyping, quantizer
    from litert_quantizer.recipe_manager import RecipeManager
    from litert_quantizer.utils import qsv_utils

    tool = quantizer.Quantizer(str(source))
    # Convolutions are all of the cost; additions in int8 save no time and double the error.
    convolution = qtyping.TFLOperationName.CONV_2D
    tool.add_static_config(BODY, convolution, activation_num_bits=8, weight_num_bits=8)
    recipe = RecipeManager()
    recipe.load_quantization_recipe(tool.get_quantization_recipe())
    ranges = calibrator.Calibrator(
        str(source), num_threads=2, qsv_update_func=qsv_utils.min_max_update
    )
    with silently():
        ranges.calibrate({SIGNATURE: [{INPUT: one[None]} for one in ecg]}, recipe)
        result = tool.quantize(ranges.get_model_qsvs())
    path.write_bytes(result.quantized_model)

"""The model files of an export: converted and, unless told otherwise, quantised."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import Engine, OnnxEngine, TfliteEngine
from export.float16 import store_onnx_in_float16, store_tflite_in_float16
from export.graph import Graph
from export.onnx_graph import quantise_onnx, write_onnx
from export.tflite_graph import quantise_tflite, write_tflite

log = logging.getLogger(__name__)


class Precision(StrEnum):
    """What the body of a bundle's models computes in; float16 only stores its weights so."""

    INT8 = "int8"
    FLOAT16 = "float16"
    FLOAT32 = "float32"


IN_NAMES: Final[Mapping[Precision, str]] = MappingProxyType(
    {Precision.INT8: "int8", Precision.FLOAT16: "fp16", Precision.FLOAT32: "fp32"}
)
"""How a file's name says its precision."""


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one precision; the engines find them by these names.

    Attributes:
        folder: Where they are.
        precision: Of both.
    """

    folder: Path
    precision: Precision

    @property
    def onnx(self) -> Path:
        """The ONNX file."""
        return self.folder / f"model.{IN_NAMES[self.precision]}.onnx"

    @property
    def tflite(self) -> Path:
        """The TFLite file."""
        return self.folder / f"model.{IN_NAMES[self.precision]}.tflite"

    @property
    def files(self) -> tuple[Path, Path]:
        """Both."""
        return self.onnx, self.tflite

    def engines(self) -> dict[str, Engine]:
        """Open both, one thread each, by the names that the runtime has for them."""
        return {
            "onnx": OnnxEngine(self.onnx.read_bytes(), self.onnx.name, 1),
            "tflite": TfliteEngine(self.tflite.read_bytes(), self.tflite.name, 1),
        }


def convert(
    graph: Graph, samples: int, ecg: NDArray[np.float32], work: Path, precision: Precision
) -> Models:
    """Write the models into ``work``, the fp32 ones always: they serve comparison.

    Args:
        graph: What to convert.
        samples: Samples per lead.
        ecg: Shape (n, leads, 1, samples); int8 ranges are taken from these.
        work: The folder.
        precision: Which models to return.
    """
    work.mkdir(parents=True, exist_ok=True)
    plain, models = Models(work, Precision.FLOAT32), Models(work, precision)
    log.info("writing ONNX")
    write_onnx(graph, samples, plain.onnx)
    log.info("writing TFLite")
    write_tflite(graph, samples, plain.tflite)
    if precision is Precision.INT8:
        log.info("quantising with %d ECGs", len(ecg))
        quantise_onnx(plain.onnx, ecg, models.onnx)
        quantise_tflite(plain.tflite, ecg, models.tflite)
    if precision is Precision.FLOAT16:
        store_onnx_in_float16(plain.onnx, models.onnx)
        store_tflite_in_float16(plain.tflite, models.tflite)
    return models

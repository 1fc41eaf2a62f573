"""TorchEngine: a graph in float32 behind the runtime's Engine door."""

import numpy as np
import torch
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import Arrays
from export.graph import Graph


class TorchEngine:
    """Runs the export graph in torch.

    Args:
        graph: The graph before any conversion.
    """

    name = "torch fp32"

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @torch.inference_mode()
    def run(self, batch: NDArray[np.float32]) -> Arrays:
        """Run the graph; see ``echo2ecg_edge.model.engines.Engine.run``."""
        parts = [self._graph(part) for part in torch.split(torch.from_numpy(batch), 256)]
        return {name: torch.cat([part[name] for part in parts]).numpy() for name in parts[0]}

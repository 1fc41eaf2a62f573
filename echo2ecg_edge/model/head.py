"""A linear head beside the graph: embedding and tabular inputs -> one logit per label.

Labels that were learned from a user's own ECGs need no new graph, and numbers that are not in the
ECG need no second input of it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.arrays import read_arrays, require_shape
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import Arrays

HEAD_FILE: Final = "head.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The head's numbers.

    Attributes:
        weight: float32, shape (labels, embedding + tabular inputs).
        bias: float32, shape (labels,).
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def of(cls, bundle: Bundle) -> "Head | None":
        """Read the head of a bundle; None where the graph gives the logits, or nothing does.

        Raises:
            BundleError: The file is missing, damaged, or does not fit the manifest.
        """
        manifest = bundle.manifest
        if manifest.head is None:
            return None
        arrays = read_arrays(bundle, HEAD_FILE)
        labels = len(manifest.labels)
        size = manifest.outputs.embedding + len(manifest.head.tabular)
        return cls(
            require_shape(HEAD_FILE, arrays, "weight", (labels, size)),
            require_shape(HEAD_FILE, arrays, "bias", (labels,)),
        )

    def complete(self, outputs: Arrays, tabular: NDArray[np.float32] | None = None) -> Arrays:
        """Add the logits to what a graph gives.

        Args:
            outputs: Of the graph, for n ECGs.
            tabular: Standardised, shape (n, tabular inputs); None for the average of training.
        """
        embedding = outputs["embedding"]
        logits = embedding @ self.weight[:, : embedding.shape[1]].T + self.bias
        if tabular is not None and tabular.size:
            logits = logits + tabular @ self.weight[:, embedding.shape[1] :].T
        return {**outputs, "logits": logits.astype(np.float32)}

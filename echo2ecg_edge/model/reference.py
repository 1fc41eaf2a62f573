"""The reference: where the embeddings of training ECGs lie, to tell an ECG that is unlike them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.arrays import read_arrays, require_shape
from echo2ecg_edge.model.bundle import Bundle

REFERENCE_FILE: Final = "reference.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Centre and spread of the embeddings as the graph gives them.

    Attributes:
        mean: float32, shape (dimensions,).
        whitening: float32, shape (dimensions, dimensions); (embedding - mean) @ whitening is as
            long as the Mahalanobis distance.
    """

    mean: NDArray[np.float32]
    whitening: NDArray[np.float32]

    @classmethod
    def of(cls, bundle: Bundle) -> "Reference | None":
        """Read the reference of a bundle; None where it has no limits for odd ECGs.

        Raises:
            BundleError: The file is missing, damaged, or does not fit the manifest.
        """
        if bundle.manifest.odd is None:
            return None
        arrays = read_arrays(bundle, REFERENCE_FILE)
        size = bundle.manifest.outputs.embedding
        return cls(
            require_shape(REFERENCE_FILE, arrays, "mean", (size,)),
            require_shape(REFERENCE_FILE, arrays, "whitening", (size, size)),
        )

    def distance(self, embedding: NDArray[np.float32]) -> float:
        """Return the Mahalanobis distance of an embedding, shape (dimensions,), not normalised."""
        return float(np.linalg.norm((embedding - self.mean) @ self.whitening))

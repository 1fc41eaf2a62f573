"""The gallery: echo studies in the space of the ECGs, to say which hearts an ECG is like."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.arrays import misfit, read_arrays, require_shape
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.prediction import Neighbours

GALLERY_FILE: Final = "gallery.npz"
NEIGHBOURS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Gallery:
    """Echo studies.

    Attributes:
        embedding: float32, shape (studies, dimensions), each of length 1.
        lvef: float32, shape (studies,), points.
        labels: float32 of 0 and 1, shape (studies, labels).
        keys: The labels' keys.
    """

    embedding: NDArray[np.float32]
    lvef: NDArray[np.float32]
    labels: NDArray[np.float32]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, bundle: Bundle) -> "Gallery | None":
        """Read the gallery of a bundle; None where it has none.

        Raises:
            BundleError: The file is damaged or does not fit the manifest.
        """
        manifest = bundle.manifest
        if GALLERY_FILE not in manifest.files:
            return None
        arrays = read_arrays(bundle, GALLERY_FILE)
        studies = len(arrays["lvef"]) if np.ndim(arrays.get("lvef", 0)) else 0
        if not studies:
            raise misfit(GALLERY_FILE, "holds no echo study")
        keys = tuple(label.key for label in manifest.labels)
        shapes = {
            "embedding": (studies, manifest.outputs.embedding),
            "lvef": (studies,),
            "labels": (studies, len(keys)),
        }
        return cls(
            **{name: require_shape(GALLERY_FILE, arrays, name, shapes[name]) for name in shapes},
            keys=keys,
        )

    def nearest(self, embedding: NDArray[np.float32]) -> Neighbours:
        """Find the studies with the largest cosine.

        Args:
            embedding: Of an ECG, shape (dimensions,), length 1.
        """
        cosines = self.embedding @ embedding
        nearest = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
        ordered = np.sort(self.lvef[nearest])
        places = np.array((0.25, 0.5, 0.75)) * (ordered.size - 1)
        low, median, high = np.interp(places, np.arange(ordered.size), ordered).tolist()
        shares = self.labels[nearest].mean(axis=0).tolist()
        return Neighbours(
            cosines[nearest], median, low, high, dict(zip(self.keys, shares, strict=True))
        )

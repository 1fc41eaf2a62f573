"""What a bundle carries beside its model: a head, and what to compare an ECG with."""

from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.gallery import Gallery
from echo2ecg_edge.model.head import Head
from echo2ecg_edge.model.reference import Reference


@dataclass(frozen=True, slots=True, eq=False)
class Companions:
    """Gallery of echo studies, reference of ECGs, head; None for what a bundle lacks."""

    gallery: Gallery | None = None
    reference: Reference | None = None
    head: Head | None = None

    @classmethod
    def of(cls, bundle: Bundle) -> "Companions":
        """Read and verify them.

        Raises:
            BundleError: A file is missing, damaged, or does not fit the manifest.
        """
        return cls(Gallery.of(bundle), Reference.of(bundle), Head.of(bundle))


ALONE: Final = Companions()
"""No companion: predictions without neighbours and without oddness."""

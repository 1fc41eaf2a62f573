"""What a bundle carries beside its model, to compare an ECG with."""

from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.gallery import Gallery
from echo2ecg_edge.model.reference import Reference


@dataclass(frozen=True, slots=True, eq=False)
class Companions:
    """The gallery of echo studies and the reference of ECGs; None for what a bundle lacks."""

    gallery: Gallery | None = None
    reference: Reference | None = None

    @classmethod
    def of(cls, bundle: Bundle) -> "Companions":
        """Read and verify both.

        Raises:
            BundleError: A file is missing, damaged, or does not fit the manifest.
        """
        return cls(Gallery.of(bundle), Reference.of(bundle))


ALONE: Final = Companions()
"""No companion: predictions without neighbours and without oddness."""

"""The files of a bundle: which ones travel, and whether each is the one that was released."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import MANIFEST_FILE, Bundle
from echo2ecg_edge.model.manifest import FileStamp, Manifest
from echo2ecg_edge.store.checksums import sha256_of_file

BESIDE: Final = (MANIFEST_FILE, "CARD.md", "example.csv")
"""What a bundle may have beside the files that its manifest stamps."""


def travelling(bundle: Bundle) -> tuple[str, ...]:
    """Return the names of the files that belong to a bundle, sorted."""
    beside = (name for name in BESIDE if (bundle.folder / name).is_file())
    return tuple(sorted({*beside, *bundle.manifest.files}))


def verify(bundle: Bundle) -> None:
    """Compare every file that the manifest stamps with its stamp, in chunks: models can be large.

    Raises:
        BundleError: One is missing or is not the file that was released.
    """
    for file, stamp in bundle.manifest.files.items():
        if _stamp(bundle.folder / file) != stamp:
            bundle.read(file)  # which says what is wrong


def refuse_strangers(manifest: Manifest, names: Iterable[str]) -> None:
    """Refuse files that the manifest does not know.

    Args:
        manifest: Of the bundle.
        names: Of the files that came with it.

    Raises:
        BundleError: There is one.
    """
    if strangers := sorted(set(names) - set(manifest.files) - set(BESIDE)):
        raise BundleError(
            f"The bundle {manifest.name!r} came with a file that is none of its own: "
            f"{strangers[0]!r}.",
            "Ask for a file that was written by: echo2ecg-edge model save.",
        )


def no_labels(name: str) -> BundleError:
    """Return the error for an encoder where a model that screens is needed."""
    return BundleError(
        f"The bundle {name!r} is an encoder without labels: it cannot screen.",
        "Add labels from ECGs of your own (python -m train probe), or use another bundle.",
    )


def _stamp(path: Path) -> FileStamp | None:
    """Return what a stamp of this file would say; None where it cannot be read."""
    try:
        return FileStamp(sha256_of_file(path), path.stat().st_size)
    except OSError:
        return None


def size_on_disk(folder: Path) -> int:
    """Return the bytes of all files in a bundle's folder."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())

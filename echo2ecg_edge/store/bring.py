"""Import: a file from anywhere becomes a bundle of this user, or nothing changes."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.model.bundle import Bundle, installed
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.store import checksums
from echo2ecg_edge.store.choice import is_chosen
from echo2ecg_edge.store.disk import storing
from echo2ecg_edge.store.files import no_labels, refuse_strangers, verify
from echo2ecg_edge.store.lock import alone
from echo2ecg_edge.store.members import damaged
from echo2ecg_edge.store.place import own_folder
from echo2ecg_edge.store.swap import incoming, swap_in
from echo2ecg_edge.store.trial import try_engines
from echo2ecg_edge.store.unpack import unpack


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported.

    Attributes:
        manifest: Of the bundle.
        sha256: Of the file it came in.
        engines: What ran it, in their own words.
        replaced: The version whose place it took, ``"?"`` for one that was damaged; None where
            there was none.
        is_in_use: Whether the one it replaced was in use, so that now this one is.
    """

    manifest: Manifest
    sha256: str
    engines: tuple[str, ...]
    replaced: str | None
    is_in_use: bool


def bring(file: str | os.PathLike[str], sha256: str | None = None) -> Imported:
    """Import a bundle's file; what was there before stays until all of it was verified and run.

    Args:
        file: As ``save`` writes it.
        sha256: What the file's own SHA-256 must be, in hexadecimal.

    Raises:
        CallError: There is no such file, or ``sha256`` is none.
        BundleError: The file is damaged, or its bundle cannot be used here.
        StorageError: The disk is full or cannot be used, or another import is going on.
    """
    with storing("importing the bundle"), _opened(file) as stream:
        digest = checksums.sha256_of(stream)
        if sha256 is not None and digest != _hexadecimal(sha256):
            raise damaged(f"its SHA-256 is {digest}, another than was asked for")
        with alone(), incoming() as folder:
            unpack(stream, folder)
            bundle = Bundle.load(folder)
            name = bundle.manifest.name
            _admit(bundle)
            engines = try_engines(bundle)
            replaced = _version(name)
            swap_in(folder, name)
    return Imported(bundle.manifest, digest, engines, replaced, is_chosen(name))


@contextmanager
def _opened(file: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    path = Path(file)
    if not os.path.isfile(path):  # noqa: PTH113 - whatever the name holds, no exception
        raise CallError(
            f"There is no file {str(path)!r}.", "Give the path of a bundle's file (NAME.edge)."
        )
    with path.open("rb") as stream:
        yield stream


def _hexadecimal(sha256: str) -> str:
    digits = re.sub(r"\s", "", sha256).lower()
    if not re.fullmatch("[0-9a-f]{64}", digits):
        raise CallError(
            f"{sha256!r} is not a SHA-256.", "Give its 64 digits (0 to 9, a to f) without others."
        )
    return digits


def _admit(bundle: Bundle) -> None:
    """Refuse what does not fit together, and what would change the model in use unasked."""
    manifest = bundle.manifest
    refuse_strangers(manifest, (path.name for path in bundle.folder.iterdir()))
    verify(bundle)
    if manifest.name in installed():
        raise BundleError(
            f"The name {manifest.name!r} is that of the bundle that came with the software.",
            "Install a newer version of the software, or have the bundle exported under "
            "another name.",
        )
    if not manifest.labels and is_chosen(manifest.name):
        raise no_labels(manifest.name)


def _version(name: str) -> str | None:
    """Return the version of the imported bundle that is there now; None where there is none."""
    if (folder := own_folder(name)) is None:
        return None
    try:
        return Bundle.load(folder).manifest.version
    except BundleError:
        return "?"

"""A bundle as one file: a zip without compression, the same bytes for the same bundle."""

import re
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from zipfile import ZipFile, ZipInfo

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.store import checksums
from echo2ecg_edge.store.disk import ANOTHER_NAME, replacing, storing
from echo2ecg_edge.store.files import travelling, verify

ENDING: Final = ".edge"
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can say."""
UNIX: Final = 3
PLAIN_FILE: Final = stat.S_IFREG | 0o644


@dataclass(frozen=True, slots=True)
class Saved:
    """The file that was written.

    Attributes:
        path: Where it is.
        sha256: Of the file itself, for two people to compare.
        bytes: Its size.
        licence: Of what is in it: whether it may be passed on.
    """

    path: Path
    sha256: str
    bytes: int
    licence: str


def save(bundle: Bundle, where: Path | None = None, *, force: bool = False) -> Saved:
    """Write a bundle as one file.

    Args:
        bundle: What to write; every file is verified first.
        where: The file, or a folder for it; None for the current folder.
        force: Whether a file that is already there may be replaced.

    Raises:
        BundleError: A file of the bundle is missing or damaged.
        CallError: The file is already there.
        StorageError: It cannot be written.
    """
    verify(bundle)
    with storing("saving the bundle", ANOTHER_NAME):
        target = _target(bundle, where, force)
        with replacing(target) as stream:
            _write(stream, bundle.folder, travelling(bundle))
            digest, size = checksums.sha256_of(stream), stream.tell()
            return Saved(target, digest, size, bundle.manifest.licence)


def file_name(name: str, version: str) -> str:
    """Return what the file of a bundle is called: ``edge-1-2.0.0.edge``."""
    return f"{name}-{re.sub('[^A-Za-z0-9.+-]+', '_', version)}{ENDING}"


def _target(bundle: Bundle, where: Path | None, force: bool) -> Path:
    name = file_name(bundle.manifest.name, bundle.manifest.version)
    target = Path(name) if where is None else where
    if target.is_dir():
        target = target / name
    if not target.parent.is_dir():
        raise CallError(f"There is no folder {str(target.parent)!r}.", "Make it first.")
    if target.exists() and not force:
        raise CallError(
            f"There already is a file {str(target)!r}.", "Give another name, or add --force."
        )
    return target


def _write(stream: BinaryIO, folder: Path, names: Iterable[str]) -> None:
    sums = {name: checksums.sha256_of_file(folder / name) for name in names}
    with ZipFile(stream, "w") as archive:
        for name in sorted([*sums, checksums.FILE]):
            if name == checksums.FILE:
                archive.writestr(_entry(name), checksums.to_text(sums))
            else:
                _copy(archive, folder / name)


def _copy(archive: ZipFile, path: Path) -> None:
    entry = _entry(path.name)
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, checksums.CHUNK)


def _entry(name: str) -> ZipInfo:
    """Return what the zip says about a file: nothing of this machine."""
    entry = ZipInfo(name, LONG_AGO)
    entry.create_system = UNIX
    entry.external_attr = PLAIN_FILE << 16
    return entry

"""What is in a bundle's file, by its table of contents: refused before anything is unpacked."""

import re
import stat
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import MANIFEST_FILE
from echo2ecg_edge.store import checksums

MOST_FILES: Final = 200
MOST_BYTES: Final = 4_000_000_000
MOST_TEXT_BYTES: Final = 16_000_000
"""Of the manifest and the checksums, which are read as a whole."""
ENCRYPTED: Final = 1


def members(archive: ZipFile, size: int) -> tuple[ZipInfo, ...]:
    """Return the entries of an archive after looking at each.

    Args:
        archive: Opened.
        size: Bytes of the whole archive; as nothing is compressed, its files are not larger.

    Raises:
        BundleError: It cannot be a bundle's file.
    """
    entries = archive.infolist()
    if not any(entry.filename in (MANIFEST_FILE, checksums.FILE) for entry in entries):
        raise no_bundle()
    if len(entries) > MOST_FILES:
        raise damaged(f"it holds {len(entries)} files, and a bundle at most {MOST_FILES}")
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise damaged("it holds a file twice")
    for entry in entries:
        if flaw := _flaw(entry):
            raise damaged(f"{entry.filename!r} {flaw}")
    if sum(entry.file_size for entry in entries) > min(size, MOST_BYTES):
        raise damaged(f"its files would be larger than the archive or {MOST_BYTES / 1e9:.0f} GB")
    for name in (MANIFEST_FILE, checksums.FILE):
        if name.casefold() not in names:
            raise damaged(f"it has no {name}")
    return tuple(entries)


def no_bundle() -> BundleError:
    """Return the error for a file that never was a bundle's."""
    return BundleError(
        "This is not a bundle's file.",
        "Give the NAME.edge that `echo2ecg-edge model save` wrote; a published checkpoint is "
        "turned into a bundle first: python -m export import.",
    )


def damaged(what: str) -> BundleError:
    """Return the error for a file that no bundle can be taken from."""
    return BundleError(
        f"This is not a whole bundle file: {what}.",
        "Copy it again from where it came from, or ask for a new one "
        "(echo2ecg-edge model save); the SHA-256 of both copies must be the same.",
    )


def _flaw(entry: ZipInfo) -> str | None:
    """Say what is wrong with an entry; None where nothing is."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", entry.filename):
        return "is not a plain file name"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return "is not a plain file"
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted"
    if entry.compress_type != ZIP_STORED or entry.compress_size != entry.file_size:
        return "is compressed, which the files of a bundle are not"
    if entry.filename in (MANIFEST_FILE, checksums.FILE) and entry.file_size > MOST_TEXT_BYTES:
        return "is too large"
    return None

"""A bundle's file -> a folder; every byte is checked on the way, nothing of it is run."""

import errno
import hashlib
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from echo2ecg_edge.store import checksums
from echo2ecg_edge.store.disk import settle, settle_folder
from echo2ecg_edge.store.members import damaged, members, no_bundle

ZIP_START: Final = b"PK\x03\x04"
"""How every file of a bundle begins."""

BROKEN: Final = (
    *(BadZipFile, EOFError, struct.error),
    *(ValueError, RuntimeError, LookupError, OverflowError),
)
"""What Python's zip reader raises on bytes that are no zip, or not a whole one."""


def unpack(stream: BinaryIO, folder: Path) -> None:
    """Write the files of an archive into a folder, and compare each with its checksum.

    Args:
        stream: The archive.
        folder: Empty.

    Raises:
        BundleError: It is no bundle's file, or not a whole one; the folder is to be thrown away.
        OSError: The disk cannot be read or written.
    """
    stream.seek(0)
    if stream.read(len(ZIP_START)) != ZIP_START:
        raise no_bundle()
    with _sentences():
        size = stream.seek(0, os.SEEK_END)
        with ZipFile(stream) as archive:
            entries = members(archive, size)
            sums = _sums(archive, entries)
            for entry in entries:
                if entry.filename in sums:
                    _copy(archive, entry, folder / entry.filename, sums[entry.filename])
    settle_folder(folder)


def _sums(archive: ZipFile, entries: tuple[ZipInfo, ...]) -> dict[str, str]:
    """Read the checksums; they must be those of the other files, no more and no fewer."""
    sums = checksums.from_text(archive.read(checksums.FILE).decode("ascii"))
    others = {entry.filename for entry in entries} - {checksums.FILE}
    if different := sorted(others ^ set(sums)):
        raise damaged(f"{checksums.FILE} and the files do not agree on {different[0]!r}")
    return sums


def _copy(archive: ZipFile, entry: ZipInfo, target: Path, sha256: str) -> None:
    digest = hashlib.sha256()
    with archive.open(entry) as source, target.open("xb") as copy:
        while chunk := source.read(checksums.CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        settle(copy)
    if digest.hexdigest() != sha256:
        raise damaged(f"the checksum of {entry.filename} differs")


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn whatever the zip reader stumbles over into one sentence."""
    try:
        yield
    except BROKEN as error:
        raise damaged("it is cut short, or was changed on the way") from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        # A place before the beginning of the file: an offset in the archive is wrong.
        raise damaged("it is cut short, or was changed on the way") from error

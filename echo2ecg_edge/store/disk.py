"""Writing so that a power cut leaves the old or the new, and sentences for a disk that refuses."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from echo2ecg_edge.errors import StorageError
from echo2ecg_edge.store.place import HOME_SWITCH

FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)


ANOTHER_HOME: Final = f"use another disk ({HOME_SWITCH}=FOLDER)"
ANOTHER_NAME: Final = "name a file on another disk"


@contextmanager
def storing(what: str, elsewhere: str = ANOTHER_HOME) -> Iterator[None]:
    """Turn an error of the disk into a sentence.

    Args:
        what: What is being done, as it follows "while": ``"importing the bundle"``.
        elsewhere: What to do about a full disk beside deleting files.

    Raises:
        StorageError: Instead of OSError.
    """
    try:
        yield
    except OSError as error:
        raise _sentence(error, what, elsewhere) from error


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Write a file under another name; it takes its own once all of it is on the disk.

    Args:
        target: The file; what was there stays until then. Nothing is written through a link.
    """
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)  # of a process that was killed, or a link that leads elsewhere
    try:
        with fresh.open("x+b") as stream:
            yield stream
            settle(stream)
        fresh.replace(target)
        settle_folder(target.parent)
    finally:
        fresh.unlink(missing_ok=True)


def settle(stream: BinaryIO) -> None:
    """Wait until a file is on the disk: sticks are pulled out, and boards lose power."""
    stream.flush()
    os.fsync(stream.fileno())


def settle_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows offers no such thing."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _sentence(error: OSError, what: str, elsewhere: str) -> StorageError:
    where = f" ({os.fsdecode(error.filename)!r})" if error.filename else ""
    if error.errno in FULL:
        return StorageError(
            f"The disk became full while {what}{where}.",
            f"Delete files that are not needed, or {elsewhere}.",
        )
    if error.errno in FORBIDDEN:
        return StorageError(
            f"This user may not write or read there, while {what}{where}.",
            "Check the permission, or that the disk or stick is not write-protected.",
        )
    return StorageError(
        f"The disk failed while {what}{where}: {error.strerror or type(error).__name__}.",
        "Check that the disk or stick is there and whole, and try again.",
    )

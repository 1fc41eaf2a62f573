"""One change of the store at a time; the system itself lifts the lock of a process that dies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from echo2ecg_edge.errors import StorageError
from echo2ecg_edge.store.place import HOME_SWITCH, home

FILE: Final = "lock"


@contextmanager
def alone() -> Iterator[None]:
    """Keep other processes from changing the store meanwhile.

    Raises:
        StorageError: Another one is changing it, or this user has no folder for it.
        OSError: The lock cannot be written.
    """
    folder = home()
    if not folder.is_absolute():
        raise StorageError(
            "This user has no home folder to keep bundles in.", f"Set {HOME_SWITCH} to a folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("ab") as stream:
        try:
            _lock(stream)
        except (BlockingIOError, PermissionError) as error:
            raise StorageError(
                "Bundles are being imported or removed by another command.",
                "Wait until it has ended, and try again.",
            ) from error
        yield


def _lock(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)

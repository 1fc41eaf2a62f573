"""Source: a file read whole, after the checks that every format shares."""

import stat
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError, DamagedFileError, InputError
from echo2ecg_edge.readers.text import shown

LARGEST_BYTES: Final = 16 * 2**20
"""A 12-lead ECG of ten seconds is below 2 MiB in every format; a whole day is not for screening.
With more, some formats would take longer than a second and 300 MiB to read."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's path and its bytes."""

    path: Path
    data: bytes


def open_source(path: str | PathLike[str]) -> Source:
    """Read a file whole.

    Raises:
        CallError: There is no such file, or the path is a folder or not a path.
        InputError: The file is too large, not readable, or not an ordinary file.
        DamagedFileError: The file is empty.
    """
    try:
        where = Path(path)
        status = where.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise CallError(f"There is no file {path}.", "Check the name and the folder.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read.", "Ask for the right to read it.") from None
    except (TypeError, ValueError, OSError):
        raise CallError(
            f"{shown(str(path))} cannot be opened.", "Give the path of a file."
        ) from None
    if stat.S_ISDIR(status.st_mode):
        raise CallError(f"{where} is a folder.", "Give the path of one ECG file.")
    return Source(where, read_bytes(where))


def read_bytes(path: Path) -> bytes:
    """Read an ordinary file that is neither empty nor too large.

    Raises:
        InputError: The file is too large, not readable, or not an ordinary file.
        DamagedFileError: The file is empty.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(
                f"{path.name} is not an ordinary file.", "Copy the ECG to a file first."
            )
        if status.st_size > LARGEST_BYTES:
            raise InputError(
                f"{path.name} is {status.st_size / 2**20:.0f} MiB large; "
                f"an ECG for screening has at most {LARGEST_BYTES // 2**20} MiB.",
                "Export ten seconds to a few minutes of the 12-lead ECG.",
            )
        with path.open("rb") as file:
            data = file.read(status.st_size + 1)  # the whole limit would be allocated
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read: {error.strerror or error}.",
            "Check that you may open the file, and that the disk or card is still there.",
        ) from None
    if not data:
        raise DamagedFileError(f"{path.name} is empty.", "Export the ECG from the device again.")
    return data

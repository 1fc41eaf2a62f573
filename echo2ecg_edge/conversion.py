"""Conversion: an ECG file of any format -> a new one as CSV, WFDB or FHIR."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import CallError, StorageError
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.readers.fhir_writer import write_fhir
from echo2ecg_edge.readers.wfdb_writer import write_wfdb
from echo2ecg_edge.recording import Recording


class Target(StrEnum):
    """What can be written."""

    CSV = "csv"
    WFDB = "wfdb"
    FHIR = "fhir"


ENDINGS: Final = MappingProxyType({".csv": Target.CSV, ".hea": Target.WFDB, ".json": Target.FHIR})
"""Ending of a file's name -> what is meant."""
WRITERS: Final[MappingProxyType[Target, Callable[[Recording, Path], None]]] = MappingProxyType(
    {Target.CSV: write_csv, Target.WFDB: write_wfdb, Target.FHIR: write_fhir}
)


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """What was written.

    Attributes:
        paths: The files; the first is the one to read.
        target: Their format.
        recording: What is in them.
    """

    paths: tuple[Path, ...]
    target: Target
    recording: Recording


def convert(recording: Recording, path: Path, target: Target | None = None) -> Conversion:
    """Write a recording into new files.

    Args:
        recording: What to write, in millivolts.
        path: The file; for WFDB the header, beside which the signal file is written.
        target: The format; None for the one that the path's ending means.

    Raises:
        CallError: The ending means nothing here, there is no such folder, or a file is already
            there.
        StorageError: The disk is full or cannot be written; nothing is left behind.
    """
    target = _target_of(path) if target is None else target
    paths = (path, path.with_suffix(".dat")) if target is Target.WFDB else (path,)
    _refuse_what_is_there(paths)
    try:
        WRITERS[target](recording, path)
    except OSError as error:
        _remove(paths)
        raise StorageError(
            f"{path} cannot be written: {error.strerror or type(error).__name__}.",
            "Check that the disk or stick is there, has room and is not write-protected.",
        ) from error
    return Conversion(paths, target, recording)


def _target_of(path: Path) -> Target:
    target = ENDINGS.get(path.suffix.lower())
    if target is None:
        raise CallError(
            f"What {path.name!r} shall become is not clear from its ending.",
            f"End it in {', '.join(ENDINGS)}, or say --to {', '.join(Target)}.",
        )
    return target


def _refuse_what_is_there(paths: tuple[Path, ...]) -> None:
    if not paths[0].parent.is_dir():
        raise CallError(f"There is no folder {str(paths[0].parent)!r}.", "Make it first.")
    for path in paths:
        if path.exists() or path.is_symlink():
            raise CallError(f"There already is a file {str(path)!r}.", "Give another name.")


def _remove(paths: tuple[Path, ...]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return  # a disk that cannot be written cannot be tidied either

"""Sentences for a results folder that cannot be written or read."""

import errno
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import StorageError
from echo2ecg_edge.results.layout import DATABASE
from echo2ecg_edge.store.disk import FORBIDDEN, FULL

_FIRST_BYTE: Final = 0xFF
"""SQLite's error codes carry their kind in the lowest byte."""


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """Turn errors of the disk and of the database into sentences.

    Args:
        folder: Of the results.

    Raises:
        StorageError: Instead of OSError and sqlite3.Error.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _of_database(error, folder) from error
    except OSError as error:
        raise _of_disk(error, folder) from error


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Like ``using``, for what is taken out: values that nobody can have put in are damage.

    Args:
        folder: Of the results.

    Raises:
        StorageError: Instead of OSError, sqlite3.Error, and errors about values.
    """
    try:
        with using(folder):
            yield
    except (ValueError, TypeError, AttributeError, zlib.error) as error:
        raise damaged(folder) from error


def damaged(folder: Path) -> StorageError:
    """Return the error for a database that is no database of results.

    Args:
        folder: Where it is.
    """
    return StorageError(
        f"{folder / DATABASE} is damaged, or was not written by this program.",
        "Give another folder for the results, or move this file away to screen everything again.",
    )


def _of_database(error: sqlite3.Error, folder: Path) -> StorageError:
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _FIRST_BYTE
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageError(
            f"Another command is using the results in {folder}.",
            "Wait until it has ended, or give another folder for the results.",
        )
    if kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _forbidden(folder)
    if kind == sqlite3.SQLITE_FULL:
        return _full(folder)
    if kind == sqlite3.SQLITE_IOERR:
        return _failed(folder, "input/output error")
    return damaged(folder)


def _of_disk(error: OSError, folder: Path) -> StorageError:
    if error.errno in FULL:
        return _full(folder)
    if error.errno in (*FORBIDDEN, errno.ENOTDIR):
        return _forbidden(folder)
    return _failed(folder, error.strerror or type(error).__name__)


def _full(folder: Path) -> StorageError:
    return StorageError(
        f"The disk is full: results cannot be written to {folder}.",
        "Free some space and give the same command again; what is done is kept.",
    )


def _forbidden(folder: Path) -> StorageError:
    return StorageError(
        f"Results cannot be written to {folder}.",
        "Check the permission, or that the disk or stick is there and not write-protected.",
    )


def _failed(folder: Path, why: str) -> StorageError:
    return StorageError(
        f"The disk failed with the results in {folder}: {why}.",
        "Check that the disk or stick is there and whole, and give the same command again.",
    )

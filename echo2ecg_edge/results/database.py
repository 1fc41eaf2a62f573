"""The database of a results folder: opened by one command at a time, and known to be ours.

SQLite keeps a rollback journal here, not the newer write-ahead log: that one needs shared memory,
which file systems of sticks and networks may lack, and leaves results outside the one file that
people copy. Every commit waits for the disk (``synchronous`` FULL, SQLite's default).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import StorageError
from echo2ecg_edge.results.layout import APPLICATION, DATABASE
from echo2ecg_edge.results.trouble import damaged, using

VERSION: Final = 1
"""Of the tables' layout."""
_TABLES: Final = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE results (id TEXT PRIMARY KEY, contents TEXT NOT NULL, made_with TEXT NOT NULL, "
    "verdict TEXT NOT NULL, urgency TEXT NOT NULL, urgent TEXT NOT NULL, said TEXT NOT NULL, "
    "cells TEXT NOT NULL, report TEXT NOT NULL, is_there INTEGER NOT NULL, document BLOB NOT NULL)",
)
"""The document is packed by zlib to a sixth, and stands last: a query that does not ask for it does
not read its pages."""


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the database to write, or make it; no other command can use it meanwhile.

    Args:
        folder: Of the results; it exists.

    Raises:
        StorageError: It is in use, damaged, not ours, or cannot be written.
    """
    with using(folder):
        connection = sqlite3.connect(folder / DATABASE, timeout=0, isolation_level=None)
    with closing(connection):
        with using(folder):
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            _prepare(connection, folder)
            connection.execute("COMMIT")
        yield connection


@contextmanager
def opened_to_read(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the database of earlier results.

    Args:
        folder: Of the results.

    Raises:
        StorageError: It is in use, damaged, not ours, or cannot be read.
    """
    with using(folder):
        address = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, timeout=0, isolation_level=None, uri=True)
    with closing(connection):
        with using(folder):
            _check(connection, folder)
        yield connection


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    """Make the tables in a new file; check those of an old one."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        _check(connection, folder)
        return
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for table in _TABLES:
        connection.execute(table)


def _check(connection: sqlite3.Connection, folder: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise damaged(folder)
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        raise StorageError(
            f"{folder / DATABASE} was written by another version of this software.",
            "Update the software, or give another folder for the results.",
        )

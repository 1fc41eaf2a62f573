"""Shelf: rows put into the database and taken out again; what is put twice is there once."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from echo2ecg_edge.report.summary_row import SummaryRow
from echo2ecg_edge.results.database import opened
from echo2ecg_edge.results.pace import Pace
from echo2ecg_edge.results.packed import (
    MADE_OF,
    SHOWN,
    Done,
    Values,
    packed,
    unpacked,
    unpacked_cells,
    unpacked_done,
)
from echo2ecg_edge.results.trouble import reading, using

LARGEST_SHARE: Final = 0.1
"""Of the time, for waiting until results are on the disk. Most disks take every result at once; on
a slow stick a power cut loses the last few, which are made again."""


@contextmanager
def shelf_in(folder: Path) -> Iterator["Shelf"]:
    """Open the shelf of a results folder; what was not committed at the end is not there.

    Args:
        folder: Of the results; it exists.

    Raises:
        StorageError: It is in use, damaged, or cannot be written.
    """
    with opened(folder) as connection:
        yield Shelf(connection, folder)


class Shelf:
    """The results of one folder.

    Args:
        connection: To its database, for this shelf alone.
        folder: Where that is, for sentences about it.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._pace = Pace(LARGEST_SHARE)

    def about(self, key: str) -> str | None:
        """Return what was noted under a key, None where nothing was."""
        with using(self._folder):
            found = self._connection.execute("SELECT value FROM about WHERE key = ?", (key,))
            row = found.fetchone()
        return None if row is None else str(row[0])

    def note(self, key: str, value: str) -> None:
        """Note something about all results, in place of what was noted under the key before."""
        self._change("INSERT OR REPLACE INTO about VALUES (?, ?)", [(key, value)])

    def done(self) -> dict[str, Done]:
        """Return what every result was made of, by id."""
        with reading(self._folder):
            rows = self._connection.execute(f"SELECT {MADE_OF} FROM results")  # noqa: S608
            return {str(values[0]): unpacked_done(values) for values in rows}

    def put(self, row: SummaryRow, cells: Mapping[str, str], done: Done, document: str) -> None:
        """Put a result in, in place of an earlier one of the same id.

        Args:
            row: For the page.
            cells: For the table, column -> cell.
            done: What it was made of.
            document: The screening as JSON.
        """
        values = packed(row, cells, done, document)
        places = ", ".join("?" * len(values))
        self._change(f"INSERT OR REPLACE INTO results VALUES ({places})", [values])  # noqa: S608

    def mark(self, ids: Iterable[str], *, is_there: bool) -> None:
        """Note which files are in the folder, or no longer."""
        values: list[Values] = [(int(is_there), ecg_id) for ecg_id in ids]
        self._change("UPDATE results SET is_there = ? WHERE id = ?", values)

    def rows(self, made_with: str) -> list[SummaryRow]:
        """Return what this run and its forerunners found, and what has gone, most urgent first.

        Args:
            made_with: Of this run: results of another model or policy wait to be made again.
        """
        with reading(self._folder):
            found = self._connection.execute(
                f"SELECT {SHOWN} FROM results WHERE made_with = ? OR NOT is_there",  # noqa: S608
                (made_with,),
            )
            rows = [unpacked(values) for values in found]
            return sorted(rows, key=lambda row: (not row.is_there, row.urgency, row.id))

    def cells(self, ecg_id: str) -> dict[str, str]:
        """Return the cells of a row of the table."""
        with reading(self._folder):
            query = "SELECT cells FROM results WHERE id = ?"
            return unpacked_cells(self._connection.execute(query, (ecg_id,)).fetchone()[0])

    def commit(self) -> None:
        """Wait until everything put in is on the disk."""
        if self._connection.in_transaction:
            with using(self._folder), self._pace.timed():
                self._connection.execute("COMMIT")

    def _change(self, statement: str, values: list[Values]) -> None:
        with using(self._folder):
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            self._connection.executemany(statement, values)
        if self._pace.is_due():
            self.commit()

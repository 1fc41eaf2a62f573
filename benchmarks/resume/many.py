"""The table and the page of very many ECGs: how long they take, and how much memory and disk."""

import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import Final

from benchmarks.resume.costs import row, seconds
from benchmarks.tables import Row
from echo2ecg_edge.report.csv import CSV_COLUMNS
from echo2ecg_edge.report.summary_page import Head
from echo2ecg_edge.results.layout import DATABASE, PAGE, TABLE, report_address
from echo2ecg_edge.results.pages import Pages
from echo2ecg_edge.results.shelf import Shelf, shelf_in
from echo2ecg_edge.words import ENGLISH

MANY: Final = 10_000
LABELS: Final = tuple(
    name.removesuffix(".refers") for name in CSV_COLUMNS if name.endswith(".refers")
)
COLUMNS: Final = "contents, made_with, verdict, urgency, urgent, said, cells"
HEAD: Final = Head("ecgs", "", "", (), ())


def many_rows(out: Path, many: int = MANY) -> list[Row]:
    """Return the rows of the table; the results folder is filled up with copies of its results.

    Args:
        out: A results folder that is of no further use.
        many: How many ECGs.
    """
    _fill(out, many)
    with shelf_in(out) as shelf:
        taken_s = seconds(lambda: _write(shelf, out))
        tracemalloc.start()
        _write(shelf, out)
        _, memory = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    sizes = {name: (out / name).stat().st_size / 1e6 for name in (DATABASE, TABLE, PAGE)}
    return [
        row(f"table and page of {many:,} ECGs, s", f"{taken_s:.1f}"),
        row("memory that they need meanwhile, MB", f"{memory / 1e6:.0f}"),
        *(row(f"{name} of {many:,} ECGs, MB", f"{size:.1f}") for name, size in sizes.items()),
    ]


def _write(shelf: Shelf, out: Path) -> None:
    made_with = next(iter(shelf.done().values())).made_with
    Pages(out, LABELS, ENGLISH).write(HEAD, shelf.rows(made_with), shelf.cells)


def _fill(out: Path, many: int) -> None:
    with closing(sqlite3.connect(out / DATABASE)) as database:
        database.create_function("address", 1, lambda ecg: report_address(ecg, ".html"))
        first = database.execute("SELECT count(*) FROM results").fetchone()[0]
        for copy in range(many // first):
            database.execute(
                f"INSERT INTO results SELECT ?1 || id, {COLUMNS}, address(?1 || id), "  # noqa: S608
                "is_there, document FROM results WHERE id NOT LIKE 'copy %' LIMIT ?2",
                (f"copy {copy}/", many - first * (copy + 1)),
            )
        database.commit()

"""Whether everything in a results folder is whole, looked at right after a kill."""

import csv
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.report.csv import CSV_ENCODING
from echo2ecg_edge.results.layout import DATABASE, PAGE, REPORTS, TABLE

END: Final = "</html>\n"
NO_END_TAG: Final = frozenset({"meta", "br", "col", "hr", "img", "link", "input"})


def is_database_whole(out: Path) -> bool:
    """Whether SQLite finds no fault, and every report that a row names is there.

    A copy is looked at: it is left to the next process to take a commit back that was cut off.
    """
    with TemporaryDirectory() as copy:
        for path in out.glob(f"{DATABASE}*"):
            shutil.copy(path, copy)
        with closing(sqlite3.connect(Path(copy) / DATABASE)) as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return False
            has_tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            rows = database.execute("SELECT report FROM results").fetchall() if has_tables else []
    return all((out / address).is_file() for (address,) in rows)


def is_table_whole(out: Path) -> bool:
    """Whether every line of the table has all its cells, and no ECG is there twice."""
    if not (out / TABLE).exists():
        return True
    with (out / TABLE).open(encoding=CSV_ENCODING, newline="") as stream:
        header, *rows = csv.reader(stream, strict=True)
    ids = [row[0] for row in rows]
    return len({*ids}) == len(ids) and all(len(row) == len(header) for row in rows)


def is_page_whole(out: Path) -> bool:
    """Whether every tag of the summary page is closed."""
    return not (out / PAGE).exists() or _is_html_whole((out / PAGE).read_text("utf-8"))


def are_reports_whole(out: Path) -> bool:
    """Whether every report ends as one; what is still being written has a hidden name."""
    reports = [path for path in (out / REPORTS).glob("*") if not path.name.startswith(".")]
    return all(path.read_text("utf-8").rstrip().endswith(END.strip()) for path in reports)


CHECKS: Final[Mapping[str, Callable[[Path], bool]]] = MappingProxyType(
    {
        "database": is_database_whole,
        "table": is_table_whole,
        "summary page": is_page_whole,
        "reports": are_reports_whole,
    }
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.is_whole = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in NO_END_TAG:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_whole &= bool(self.open) and self.open.pop() == tag


def _is_html_whole(text: str) -> bool:
    tags = _Tags()
    tags.feed(text)
    tags.close()
    return tags.is_whole and not tags.open and text.endswith(END)

"""What a kill is aimed at: any moment, or one in which something is being written."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import Popen
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.results.layout import DATABASE, PAGE, REPORTS, TABLE

MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
"""Source: SQLite, Database File Format, section 3: the beginning of a journal that counts."""
LONGEST_S: Final = 10.0
"""To wait for a moment that does not come."""


Look = Callable[[Path, int], bool]
"""The results folder, and a time in nanoseconds: what earlier kills left is older and not meant."""


def is_journal_hot(out: Path, since_ns: int = 0) -> bool:
    """Whether a commit was begun and not ended; the next who opens the database takes it back."""
    journal = out / f"{DATABASE}-journal"
    try:
        with journal.open("rb", buffering=0) as stream:
            return stream.read(len(MAGIC)) == MAGIC and _is_since(journal, since_ns)
    except FileNotFoundError:
        return False


def is_page_unfinished(out: Path, since_ns: int = 0) -> bool:
    """Whether the table or the page is there under its hidden name."""
    return any(_is_since(out / f".{name}.new", since_ns) for name in (TABLE, PAGE))


def is_report_unfinished(out: Path, since_ns: int = 0) -> bool:
    """Whether a report is there under its hidden name."""
    return any(_is_since(path, since_ns) for path in (out / REPORTS).glob(".*.new"))


AIMS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "a commit": is_journal_hot,
        "table or page": is_page_unfinished,
        "a report": is_report_unfinished,
    }
)
"""What is written -> whether it is being written; after a kill: whether that cut it off."""


def wait_for(is_now: Callable[[], bool], process: "Popen[bytes]") -> None:
    """Return as soon as something is being written, or the process has ended.

    Args:
        is_now: Asked without a pause, since a commit lasts a millisecond or less.
        process: That writes.
    """
    end_s = time.monotonic() + LONGEST_S
    while not is_now() and process.poll() is None and time.monotonic() < end_s:
        pass


def _is_since(path: Path, since_ns: int) -> bool:
    try:
        return path.stat().st_mtime_ns >= since_ns
    except FileNotFoundError:
        return False

"""Rows of files made to exhaust, mislead or escape."""

import tempfile
from pathlib import Path

from benchmarks.tables import Row
from tests.fuzz.bombs import BOMBS
from tests.fuzz.child import Measured, measure


def bomb_rows() -> list[Row]:
    """Return a row for every bomb, each read in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            write(_folder(Path(folder), number)) for number, write in enumerate(BOMBS.values())
        ]
        return [_row(name, found) for name, found in zip(BOMBS, measure(paths), strict=True)]


def _folder(work: Path, number: int) -> Path:
    folder = work / str(number)
    folder.mkdir()
    return folder


def _row(name: str, found: Measured) -> Row:
    return {
        "file": name,
        "ends in": found.kind,
        "seconds": f"{found.seconds:.2f}",
        "MiB": f"{found.mib:.0f}",
    }

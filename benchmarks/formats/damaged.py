"""``python -m benchmarks.formats.damaged FORMAT COPIES [FOLDER]``: one format's damaged copies.

A process of its own, so that its memory is that of this format. Prints one line of JSON.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import Row
from tests.fuzz.campaign import FORMATS, Seed, damaged_files
from tests.fuzz.trial import LONGEST_S, HangError, attempt, peak_mib

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the same file is written thousands of times
SAID: Final[dict[str, dict[str, Any]]] = {"npy": {"rate_hz": 500, "units": "mV"}}


def damaged_row(name: str, copies: int, files: Path | None) -> Row:
    """Return what became of the damaged copies of one format, measured in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.formats.damaged", name, str(copies)]
    done = subprocess.run(  # noqa: S603 - this very file
        [*words, *([str(files)] if files else [])], capture_output=True, text=True, check=True
    )
    row: Row = json.loads(done.stdout)
    return row


def main() -> None:
    """Read every copy and print the row."""
    name, copies, *files = sys.argv[1:]
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    try:
        row = _count(name, int(copies), folder, Path(files[0]) if files else None)
    finally:
        shutil.rmtree(folder)
    print(json.dumps(row))  # noqa: T201


def _count(name: str, copies: int, folder: Path, files: Path | None) -> Row:
    warnings.simplefilter("error")
    said = SAID.get(name, {})
    for each in FORMATS[name]:
        attempt(Seed(each, folder / "whole" / each).path, **said)
    before_mib = peak_mib()
    ends: Counter[str] = Counter()
    slowest_s = 0.0
    for path in damaged_files(name, folder, copies, files):
        try:
            trial = attempt(path, **said)
        except (Exception, HangError) as error:  # noqa: BLE001 - counted, and shown
            ends[f"! {type(error).__name__}"] += 1
        else:
            ends["read" if trial.kind == "Recording" else "refused"] += 1
            slowest_s = max(slowest_s, trial.seconds)
    hangs = ends[f"! {HangError.__name__}"]
    return {
        "format": name,
        "copies": copies,
        "read": ends["read"],
        "refused": ends["refused"],
        "foreign exceptions": copies - ends["read"] - ends["refused"] - hangs,
        f"longer than {LONGEST_S:g} s": hangs,
        "slowest, s": f"{slowest_s:.2f}",
        "memory growth, MiB": f"{peak_mib() - before_mib:.0f}",
    }


if __name__ == "__main__":
    main()

"""``python -m tests.fuzz.child``: read files, each in a process of its own, and measure.

Takes a JSON list of paths from standard input. Prints one line of JSON a file: what became of it,
seconds of processor time, and the most memory in MiB that the process held.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.fuzz.trial import attempt, peak_mib

SAID: Final = {"rate_hz": 500.0}
"""What the caller says, so that files without it are read further."""
_FOREIGN: Final = "! "


@dataclass(frozen=True, slots=True)
class Measured:
    """What reading a file came to.

    Attributes:
        kind: The error's class, or "Recording"; after a "!" where it is not one of ours.
        words: What the error says.
        seconds: Processor time.
        mib: The most memory that the process held, with Python and what it imports.
    """

    kind: str
    words: str
    seconds: float
    mib: float

    @property
    def is_ours(self) -> bool:
        """True for a recording or one of our errors."""
        return not self.kind.startswith(_FOREIGN)


def measure(paths: Sequence[Path]) -> list[Measured]:
    """Read every file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.child"],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        text=True,
        check=True,
    )
    return [Measured(**json.loads(line)) for line in done.stdout.splitlines()]


def main() -> None:
    """Read every file that is named."""
    _warm_up()
    for path in json.load(sys.stdin):
        if not os.fork():
            print(json.dumps(_read(Path(path))), flush=True)  # noqa: T201
            os._exit(0)
        if died := os.wait()[1]:
            line = {"kind": f"{_FOREIGN}died", "words": str(died), "seconds": 0.0, "mib": 0.0}
            print(json.dumps(line), flush=True)  # noqa: T201


def _warm_up() -> None:
    """Import what readers import late, so that it takes no file's time."""
    try:
        import pydicom.filereader  # noqa: F401
        from ecgdatakit.parsing import FileParser
    except ImportError:
        return
    FileParser.supported_formats()


def _read(path: Path) -> dict[str, str | float]:
    start = time.process_time()
    try:
        trial = attempt(path, **SAID)
        kind, words = trial.kind, trial.words
    except BaseException as error:  # noqa: BLE001 - whatever it is, the table shows it
        kind, words = f"{_FOREIGN}{type(error).__name__}", str(error)
    return {
        "kind": kind,
        "words": words,
        "seconds": time.process_time() - start,
        "mib": peak_mib(),
    }


if __name__ == "__main__":
    main()

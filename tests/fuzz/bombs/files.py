"""Paths that lead to no ordinary, small file; and what unpacks to a large one."""

import gzip
import os
import zipfile
from pathlib import Path
from typing import Final

from tests.fuzz.bombs.make import MIB, Bomb, content


def _sparse(size: int) -> Bomb:
    def write(folder: Path) -> Path:
        path = folder / "bomb.csv"
        with path.open("wb") as file:
            file.truncate(size)
        return path

    return write


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _linked_pipe(folder: Path) -> Path:
    (folder / "link").symlink_to(_pipe(folder))
    return folder / "link"


def _loop(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop"


def _zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("ecg.csv", bytes(64 * MIB))
    return folder / "bomb.zip"


def _gzip(folder: Path) -> Path:
    return content(gzip.compress(bytes(64 * MIB)), "bomb.csv.gz")(folder)


BOMBS: Final[dict[str, Bomb]] = {
    "65 MiB": _sparse(65 * MIB),
    "sparse, 1 TB": _sparse(10**12),
    "pipe": _pipe,
    "link to a pipe": _linked_pipe,
    "link to itself": _loop,
    "endless device": lambda _: Path("/dev/zero"),
    "name with NUL": lambda folder: folder / "a\0b",
    "name of 5,000 letters": lambda folder: folder / ("a" * 5000),
    "zip": _zip,
    "gzip": _gzip,
}

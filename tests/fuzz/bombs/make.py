"""How bombs are written."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

MIB: Final = 2**20
DEEP: Final = 1_000_000
SECRET: Final = "words of another file"
"""Stands in files that no reader may open; no error and no note may show it."""

Bomb = Callable[[Path], Path]


def content(data: bytes | Callable[[], bytes], name: str = "bomb") -> Bomb:
    """Return what writes these bytes; large ones are made only then."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data())
        return path

    return write


def repeated(block: bytes, mib: int, before: bytes = b"", after: bytes = b"") -> Bomb:
    """Return what writes a block over and over, between two others."""

    def write(folder: Path) -> Path:
        path = folder / "bomb"
        path.write_bytes(before + block * (mib * MIB // len(block)) + after)
        return path

    return write

"""``checksums.txt``: the SHA-256 of every other file, as ``sha256sum -c`` reads it."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

FILE: Final = "checksums.txt"
CHUNK: Final = 1 << 20


def sha256_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of a file, read in chunks from its beginning."""
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of the file at a path."""
    with path.open("rb") as stream:
        return sha256_of(stream)


def to_text(sums: Mapping[str, str]) -> str:
    """Write checksums, sorted by name.

    Args:
        sums: File name -> SHA-256 in hexadecimal.
    """
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def from_text(text: str) -> dict[str, str]:
    """Read checksums.

    Args:
        text: The content of ``checksums.txt``.

    Raises:
        ValueError: A line is none, or names a file again.
    """
    sums: dict[str, str] = {}
    for line in text.splitlines():
        found = re.fullmatch(r"([0-9a-f]{64})  (\S+)", line)
        if found is None or found[2] in sums:
            raise ValueError(f"{line!r} is not a line of checksums, or comes twice")
        sums[found[2]] = found[1]
    return sums

"""Formats and their mutants: which generated files stand for a format, and how each is damaged."""

import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.fuzz.mutations import mutants
from tests.readers.specimens import SPECIMENS

PER_FORMAT: Final = 2_000
SECONDS: Final = 1.0
"""Of ECG in each seed: small files are read quickly, and damage hits what matters more often."""
_LARGEST: Final = 100_000
"""Bytes of a file from which others take pieces."""

_FORMATS: Final = (
    *("apple watch", "atc", "bdf", "cardiosoft", "csv", "dicom", "edf", "fhir", "ge muse"),
    *("hl7 aecg", "ishne", "kardia csv", "kardia json", "mfer", "mortara", "npy", "philips"),
    *("schiller", "scp", "wfdb"),
)


def _format(name: str) -> str:
    """Return the format of a specimen: the word or words its name begins or ends with."""
    found = [each for each in _FORMATS if name.startswith(each) or name.endswith(f" {each}")]
    return max(found, key=len, default=name)


FORMATS: Final = MappingProxyType(
    {
        each: tuple(names)
        for each, names in groupby(sorted(SPECIMENS, key=_format), key=_format)
    }
)  # fmt: skip
"""Format -> its specimens."""


class Seed:
    """A generated file in a folder of its own, with the files that belong to it."""

    def __init__(self, name: str, folder: Path, seconds: float = SECONDS) -> None:
        folder.mkdir(parents=True)
        self.path = SPECIMENS[name].write(folder, seconds)
        self.contents = {path: path.read_bytes() for path in sorted(folder.iterdir())}


def damaged_files(
    name: str, folder: Path, count: int = PER_FORMAT, others: Path | None = None
) -> Iterator[Path]:
    """Write one damaged file after the other and yield what the reader is given.

    Args:
        name: A format.
        folder: An empty folder.
        count: How many.
        others: A folder with files to splice in besides the specimens of all formats.
    """
    seeds = [Seed(each, folder / each) for each in FORMATS[name]]
    targets = [(seed, path) for seed in seeds for path in seed.contents]
    pieces = list(_pieces(folder / "other", others))
    contents = [seed.contents[path] for seed, path in targets]
    for number, data in enumerate(mutants(contents, pieces, count)):
        seed, path = targets[number % len(targets)]
        path.write_bytes(data)
        yield seed.path
        path.write_bytes(seed.contents[path])


def _pieces(folder: Path, others: Path | None) -> Iterator[bytes]:
    """Yield the beginnings of files of every format."""
    for name in SPECIMENS:
        yield from Seed(name, folder / name).contents.values()
    shutil.rmtree(folder)
    for path in sorted(others.iterdir()) if others else ():
        yield path.read_bytes()[:_LARGEST]

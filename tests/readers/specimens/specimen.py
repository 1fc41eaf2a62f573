"""Specimen: how to write one generated ECG file of a format."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Writer(Protocol):
    """Writes one ECG file into a folder and returns the path that a user would open."""

    def __call__(self, folder: Path, seconds: float = 10.0) -> Path:
        """Write ``seconds`` of ``tests.synthetic``; with its companions, where it has any."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """One generated file of a format; nothing in it was recorded from a person.

    Args:
        write: Writes the file. Ten seconds for tests of the voltages, one second for the
            thousands of damaged copies.
    """

    write: Writer

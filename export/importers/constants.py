"""Constants: numbers that come beside a checkpoint, read from JSON; a pickle is never opened."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from echo2ecg_edge.errors import CallError

LARGEST_BYTES: Final = 1_000_000
PICKLES: Final = (b"\x80", b"x", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK")
"""How files of pickle and joblib begin, plain or packed; JSON never does."""


def read_constants(path: Path, what: str, way_round: str) -> Mapping[str, Any]:
    """Read a JSON object.

    Args:
        path: The file.
        what: What it should hold, for the sentence.
        way_round: A command that turns a joblib file into this JSON; ``{file}`` is its name.

    Raises:
        CallError: It is a pickle, too large, or no JSON object.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise CallError(f"{path} cannot be read.", f"Give the file with {what}.") from error
    if content.startswith(PICKLES):
        raise CallError(
            f"{path.name} is a pickle or joblib file, which could run code, so it was not opened.",
            "Where you trust its source, turn it into JSON on a machine of your own, and give that "
            f"file: {way_round.format(file=path.name)}",
        )
    try:
        found = json.loads(content[: LARGEST_BYTES + 1])
    except (ValueError, RecursionError):
        found = None
    if len(content) > LARGEST_BYTES or not isinstance(found, dict):
        raise CallError(f"{path.name} is no JSON object.", f"Give a JSON file with {what}.")
    return found


def numbers(
    found: Mapping[str, Any], key: str, count: int, path: Path, *, above: float = -np.inf
) -> tuple[float, ...]:
    """Return so many finite numbers.

    Args:
        found: The JSON object.
        key: Which of its lists; nested lists are flattened.
        count: How many numbers there must be.
        path: The file, for the sentence.
        above: All must be above this.

    Raises:
        CallError: They are not there, not so many, or no such numbers.
    """
    try:
        values = np.asarray(found.get(key), np.float64).ravel()
    except (ValueError, TypeError, OverflowError):
        values = np.empty(0)
    if values.size != count or not np.isfinite(values).all() or not (values > above).all():
        bound = "" if above == -np.inf else f" above {above:g}"
        raise CallError(
            f"{path.name} has no {count} numbers{bound} under {key!r}.",
            "Give the file as published, or write these numbers into it.",
        )
    return tuple(values.tolist())

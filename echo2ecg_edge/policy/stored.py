"""Stored screenings read back: ``results.csv`` of a folder, or a line of JSON for each ECG."""

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.errors import CallError, PolicyError
from echo2ecg_edge.readers.text import decode

TABLE: Final = "results.csv"
AS_TRAINED: Final = ".as_trained"
NEEDED: Final = ("id", "lead_set", "model", "model_version")
MAKE: Final = "Give the folder of: echo2ecg-edge screen FOLDER --out OUT"


@dataclass(frozen=True, slots=True)
class Stored:
    """What is needed of one stored screening.

    Attributes:
        id: Of the ECG.
        model: Name and version of the model.
        lead_set: Which leads were scored; empty where none was.
        as_trained: Label key -> probability as the model says it; empty where nothing was scored.
    """

    id: str
    model: str
    lead_set: str
    as_trained: Mapping[str, float]


def read_stored(path: Path) -> Iterator[Stored]:
    """Yield stored screenings.

    Args:
        path: Folder of ``screen FOLDER --out``, its ``results.csv``, or lines of ``--jsonl``.

    Raises:
        CallError: There is nothing.
        PolicyError: It cannot be understood.
    """
    file = path / TABLE if path.is_dir() else path
    try:
        text = decode(file.read_bytes())
    except OSError as error:
        raise CallError(f"{str(file)!r} cannot be read: {error.strerror}.", MAKE) from error
    try:
        yield from _of_json(text or "") if (text or "").lstrip()[:1] == "{" else _of_csv(text or "")
    except (KeyError, TypeError, ValueError, AttributeError, csv.Error) as error:
        raise PolicyError(
            f"{str(file)!r} does not hold screenings of this version of the software.", MAKE
        ) from error


def _of_csv(text: str) -> Iterator[Stored]:
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=separator)
    if not set(NEEDED) <= set(rows.fieldnames or ()):
        raise KeyError(NEEDED)
    for row in rows:
        found = {
            name.removesuffix(AS_TRAINED): _share(cell)
            for name, cell in row.items()
            if name and name.endswith(AS_TRAINED) and cell
        }
        name = row["id"].removeprefix("'")  # put there so that no spreadsheet runs a file's name
        yield Stored(name, f"{row['model']} {row['model_version']}", row["lead_set"], found)


def _of_json(text: str) -> Iterator[Stored]:
    for line in text.split("\n"):
        if line.strip():
            yield _of_document(json.loads(line))


def _of_document(document: Mapping[str, Any]) -> Stored:
    model = document["model"]
    return Stored(
        str(document["source"]),
        f"{model['name']} {model['version']}",
        document["lead_set"] or "",
        {score["key"]: _share(score["as_trained"]) for score in document["structural"]},
    )


def _share(value: str | float) -> float:
    """Return a probability; spreadsheets of many countries write it with a comma.

    Raises:
        ValueError: It is none.
    """
    share = float(value.replace(",", ".") if isinstance(value, str) else value)
    if not (math.isfinite(share) and 0 <= share <= 1):
        raise ValueError(value)
    return share

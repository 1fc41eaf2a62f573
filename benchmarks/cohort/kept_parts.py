"""Finished parts on disk, so that they can be measured one by one."""

import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cohort import PARTS
from benchmarks.cohort.measured import Measured


@dataclass(frozen=True, slots=True)
class Part:
    """What one part found.

    Attributes:
        name: One of PARTS.
        rows: Its figures; none where it was left out.
        left_out: Why there are none, or empty.
        run: What it was run with, in words.
        generator: Hash of the sources that drew the patients.
    """

    name: str
    rows: list[Measured]
    left_out: str
    run: str
    generator: str


def write_part(folder: Path, part: Part) -> None:
    """Keep a finished part, in place of an earlier one."""
    folder.mkdir(parents=True, exist_ok=True)
    values = {
        "rows": [row.as_json() for row in part.rows],
        "left_out": part.left_out,
        "run": part.run,
        "generator": part.generator,
    }
    path = folder / f"{part.name}.json"
    path.write_text(json.dumps(values, indent=1, allow_nan=False) + "\n", "utf-8")


def read_parts(folder: Path) -> list[Part]:
    """Read whatever parts are there, in the order of PARTS."""
    parts = []
    for name in PARTS:
        path = folder / f"{name}.json"
        if path.is_file():
            values = json.loads(path.read_text("utf-8"))
            rows = [Measured.from_json(row) for row in values.pop("rows")]
            parts.append(Part(name, rows, **values))
    return parts

"""What a run noted."""

import json
from pathlib import Path


def read_log(folder: Path, split: str) -> list[dict[str, float]]:
    """The figures of a split, in order."""
    lines = (folder / "log.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["split"] == split]

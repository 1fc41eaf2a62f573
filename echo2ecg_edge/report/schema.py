"""The JSON Schema (draft 2020-12) of a screening: one file for each version of the layout."""

from pathlib import Path
from typing import Final

from echo2ecg_edge.report.json import SCHEMA

FOLDER: Final = Path(__file__).parents[1] / "schemas"


def schema_text() -> str:
    """Return the schema that every document of ``as_json`` follows, as JSON text."""
    name, version = SCHEMA.split("/")[1:]
    return (FOLDER / f"{name}-{version}.json").read_text("utf-8")

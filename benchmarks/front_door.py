"""The few figures of the front door that the README shows, read from the committed CSVs."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from benchmarks.tables import RESULTS, Row, markdown_table

Lines = dict[tuple[str, str, str], str]

FOLD, HOSPITALS = "PTB-XL fold 9", "other hospitals"
SWAPS: Final = {FOLD: "swaps ptbxl", HOSPITALS: "swaps hospitals"}
SCALE: Final = {FOLD: "scale ptbxl", HOSPITALS: "scale hospitals"}
RATES: Final = {FOLD: "rates ptbxl", HOSPITALS: "rates hospitals"}
CAUSES: Final = {FOLD: "causes ptbxl", HOSPITALS: "causes hospitals"}
QUALITY: Final = {FOLD: "rejected", HOSPITALS: "rejected"}
CLEAN: Final = {FOLD: "PTB-XL fold 9, 100 Hz", HOSPITALS: "several hospitals, 500 Hz"}
SHOWN: Final = (
    ("arms exchanged: noticed", "admission", SWAPS, "RA LA", "noticed, %"),
    ("V1 and V2 exchanged: noticed", "admission", SWAPS, "V1 V2", "noticed, %"),
    ("left arm and leg exchanged: noticed", "admission", SWAPS, "LA LL", "noticed, %"),
    ("unit wrong by ten, too high: refused", "admission", SCALE, "10", "refused, %"),
    ("unit wrong by ten, too low: refused", "admission", SCALE, "0.1", "refused, %"),
    ("rate half the true one: refused", "admission", RATES, "half the true one", "refused, %"),
    ("originals refused, any of these", "admission", CAUSES, "any reason", "%"),
    ("originals sent back for their quality", "quality", QUALITY, CLEAN, "sent back, %"),
)
"""What the README says, and the page, table, row and column that it stands in."""
JUDGED: Final = ("judged", "card, limit chosen within")


def front_door(results: Path = RESULTS) -> str:
    """Return the README's table and the sentences below it, as Markdown.

    Args:
        results: The folder of the CSVs.
    """
    table = markdown_table([_row(results, *shown) for shown in SHOWN]).rstrip()
    return f"{table}\n\n{_phones(results)} {_damaged(results)}"


def _phones(results: Path) -> str:
    lines = _lines(results / "quality.csv")
    accuracy, interval = (
        lines[*JUDGED, name] for name in ("accuracy, %", "95 % interval (one run)")
    )
    return (
        "With people who judged 465 phone ECGs as acceptable or not (CinC 2011) our score agrees "
        f"on {accuracy} % {interval}."
    )


def _damaged(results: Path) -> str:
    """Say what became of the damaged copies, all formats together."""
    lines = _lines(results / "fuzz.csv")
    total = {
        figure: sum(int(value) for (table, _, name), value in lines.items()
                    if table == "damaged" and name == figure)
        for figure in ("copies", "foreign exceptions", "longer than 2 s")
    }  # fmt: skip
    return (
        f"Of {total['copies']:,} damaged files of {_formats(lines)} formats "
        f"{total['foreign exceptions']} ended in an error that is not ours, and "
        f"{total['longer than 2 s']} took longer than two seconds."
    )


def _formats(lines: Lines) -> int:
    return len({row for table, row, _ in lines if table == "damaged"})


def _row(
    results: Path,
    name: str,
    page: str,
    tables: Mapping[str, str],
    row: str | Mapping[str, str],
    figure: str,
) -> Row:
    lines = _lines(results / f"{page}.csv")
    values = {
        data: lines[table, row if isinstance(row, str) else row[data], figure]
        for data, table in tables.items()
    }
    return {"real ECGs, %": name, **values}


@lru_cache
def _lines(path: Path) -> Lines:
    with path.open(newline="", encoding="utf-8") as file:
        return {
            (line["table"], line["row"], line["figure"]): line["value"]
            for line in csv.DictReader(file)
        }

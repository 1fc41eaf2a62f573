"""What the README says of triage, read from the committed CSV."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.tables import RESULTS, markdown_table
from benchmarks.triage.run import NAME
from benchmarks.triage.shift import MEDIAN
from benchmarks.triage.site import PREVALENCES
from echo2ecg_edge.labels import COMPOSITE

Lines = Mapping[tuple[str, str, str], str]
EXAMPLE: Final = "worked example"
COLUMNS: Final = ("promised", "observed")
TITLE: Final = "prevalence 5 %, capacity 10 of 100 (simulated)"


def triage_block(results: Path = RESULTS) -> str:
    """Return the README's tables, as Markdown.

    Args:
        results: The folder of the CSV.
    """
    lines = _lines(results / f"{NAME}.csv")
    names = list(dict.fromkeys(row for table, row, _ in lines if table == EXAMPLE))
    example = markdown_table(
        [{TITLE: name, **{one: lines[EXAMPLE, name, one] for one in COLUMNS}} for name in names]
    )
    shifts = markdown_table([_shift(lines, COMPOSITE), _shift(lines, MEDIAN)])
    return f"{example}\n{shifts}".rstrip()


def _shift(lines: Lines, label: str) -> Mapping[str, str]:
    """Return Brier skill before and after at every prevalence, without intervals."""
    return {
        "Brier skill, as trained -> prevalence stated (simulated)": label,
        **{
            f"{prevalence:.0%}": " -> ".join(
                lines["shift", label, f"{prevalence:.0%}, {name}"].partition(" ")[0]
                for name in ("before", "after")
            )
            for prevalence in PREVALENCES
        },
    }


def _lines(path: Path) -> Lines:
    with path.open(newline="", encoding="utf-8") as file:
        return {
            (line["table"], line["row"], line["figure"]): line["value"]
            for line in csv.DictReader(file)
        }

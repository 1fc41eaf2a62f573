"""The few figures that the README shows, read from the committed CSV."""

import csv
from pathlib import Path

from benchmarks.accuracy.nonsense import CASES
from benchmarks.accuracy.screened import PASSED
from benchmarks.accuracy.structural import INT8
from benchmarks.tables import RESULTS, Row, markdown_table

SHOWN = (
    ("Any structural heart disease, AUROC", "models", INT8, "SHD AUROC"),
    ("12 structural labels, macro AUROC", "models", INT8, "macro AUROC"),
    ("LVEF interval holds the true LVEF", "coverage", "everyone", "share"),
    ("5 diagnostic classes, macro AUROC (PTB-XL)", "macros", "super-diagnostic", "AUROC"),
    ("71 statements, macro AUROC (PTB-XL)", "macros", "all statements", "AUROC"),
    ("12 rhythms, macro AUROC (PTB-XL)", "macros", "rhythm", "AUROC"),
    ("Findings in other hospitals, macro AUROC", "external", "macro", "AUROC"),
)
"""What the README says, and the table, row and column that it stands in."""
NAME = "accuracy"
UNNOTICED = "Nonsense that passes unnoticed, at most"


def headline(results: Path = RESULTS) -> str:
    """Return the README's table, as Markdown.

    Args:
        results: The folder of ``accuracy.csv``.
    """
    return markdown_table(headline_rows(results))


def headline_rows(results: Path = RESULTS) -> list[Row]:
    """Return its rows; a figure that was not measured has none."""
    with (results / f"{NAME}.csv").open(newline="", encoding="utf-8") as file:
        lines = {
            (line["table"], line["row"], line["figure"]): line for line in csv.DictReader(file)
        }
    rows: list[Row] = [
        {"figure": name, "data": lines[place]["data"], "value": lines[place]["value"]}
        for name, *at in SHOWN
        if (place := (at[0], at[1], at[2])) in lines
    ]
    passed = [lines[place] for case in list(CASES)[1:]
              if (place := ("nonsense", case, PASSED)) in lines]  # fmt: skip
    if passed:
        worst = max(passed, key=lambda line: float(line["value"]))
        value = f"{float(worst['value']):.1%} ({worst['row']})"
        rows.append({"figure": UNNOTICED, "data": worst["data"], "value": value})
    return rows

"""Write the finished parts as one CSV and one Markdown page with a table per part."""

import csv
import math
import platform
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cohort import PARTS, TITLES
from benchmarks.cohort.kept_parts import Part
from benchmarks.cohort.measured import Measured
from benchmarks.tables import cpu, markdown_table

SIMULATED = (
    "Every patient here is simulated: heart, echo and ECG (where a row says anchored, the ECG is "
    "real). `published` is what papers report of real patients, or what real ECGs show in the "
    "parts that name them; `allowed` is the range that counts as landing on it, where stated."
)
OWN_CHECKS = ("echo", "real", "transfer", "leaks", "speed")
TUNED = (
    "Prevalences, intervals, spreads of the leads, criteria and AUROCs were tuned to, on patients "
    "of other seeds: that they agree is calibration, not validation. Likeness to real ECGs was "
    "looked at while tuning; transfer and leaks were not."
)
SHAPES = (
    "The shapes of simulated beats follow a law fitted to PTB-XL, folds 1-8 (CC BY 4.0). What is "
    "compared with those folds is therefore not blind to them; fold 9 had no part in it."
)


def write_report(out: Path, parts: Sequence[Part], generator: str) -> Path:
    """Write ``cohort.csv`` and ``cohort.md``; return the latter.

    Args:
        out: Folder.
        parts: What has been measured, or left out.
        generator: Hash of the sources as they are now, to tell stale parts from fresh ones.
    """
    out.mkdir(parents=True, exist_ok=True)
    lines = [row.as_row() for part in parts for row in part.rows]
    if lines:
        with (out / "cohort.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
    path = out / "cohort.md"
    sections = "\n".join(_section(part, generator) for part in parts)
    path.write_text(f"# Simulated cohort against published figures\n\n{_head(parts)}\n{sections}")
    return path


def _head(parts: Sequence[Part]) -> str:
    verdicts = [row.within for part in parts for row in part.rows]
    yes, no = verdicts.count("yes"), verdicts.count("no")
    published = [row for part in parts for row in part.rows if _has_published(row)]
    asked = sum(row.allowed is not None for row in published)
    hits = sum(row.within == "yes" for row in published)
    off = "; ".join(
        f"{row.quantity} {row.simulated:.2f} (published {row.published:.2f})"
        for row in published
        if row.allowed is None and row.part == "criteria" and _far(row)
    )
    missing = [name for name in PARTS if name not in {part.name for part in parts}]
    notes = [
        f"**{hits} of {asked} published figures are met** within the tolerance stated beside them; "
        f"of the cohort's own checks (views, likeness, speed, leaks; the exchange of ECGs holds by "
        f"design), {yes - hits} of {yes + no - asked} hold.",
        *(
            [f"Published, without a stated tolerance, and more than a quarter off: {off}."]
            * bool(off)
        ),
        TUNED,
        SIMULATED,
        SHAPES,
        f"Made by `python -m benchmarks cohort`. CPU: {cpu()}. Python {platform.python_version()}.",
        *([f"Not measured yet: {', '.join(missing)}."] if missing else []),
        *(f"{TITLES[part.name]}: {part.left_out}." for part in parts if part.left_out),
    ]
    return "".join(f"- {note}\n" for note in notes)


def _has_published(row: Measured) -> bool:
    """Whether a paper stands behind the row; some give a range and no single figure."""
    return row.part not in OWN_CHECKS and (row.part == "criteria" or not math.isnan(row.published))


def _far(row: Measured) -> bool:
    return abs(row.simulated / row.published - 1) > 0.25


def _section(part: Part, generator: str) -> str:
    stale = " **Measured on an earlier generator.**" if part.generator != generator else ""
    if not part.rows:
        return f"## {TITLES[part.name]}\n\n{part.left_out}.\n"
    counts = [row.within for row in part.rows]
    yes, no = counts.count("yes"), counts.count("no")
    landed = f" {yes} of {yes + no} within range." if yes + no else ""
    rows = [{k: v for k, v in row.as_row().items() if k != "part"} for row in part.rows]
    above = f"{part.run}.{landed}{stale}"
    return f"## {TITLES[part.name]}\n\n{above}\n\n{markdown_table(rows)}"

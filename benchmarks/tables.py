"""Results on disk: a CSV for machines and a Markdown table made from it for people."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from export.cpu import cpu

__all__ = ["RESULTS", "Row", "cpu", "markdown_table", "write_results"]

RESULTS = Path(__file__).parent / "results"
Row = Mapping[str, str | int | float]


def write_results(
    name: str, title: str, notes: Sequence[str], rows: Sequence[Row], out: Path = RESULTS
) -> Path:
    """Write ``name.csv`` and ``name.md`` and return the path of the latter.

    Args:
        name: File name without ending; also the benchmark's command.
        title: Heading of the Markdown file.
        notes: Sentences that stand above the table.
        rows: All with the same keys.
        out: Folder.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    table = markdown_table(rows)
    above = "\n".join(f"- {note}" for note in (f"Made by `python -m benchmarks {name}`.", *notes))
    path = out / f"{name}.md"
    path.write_text(f"# {title}\n\n{above}\n\n{table}", "utf-8")
    return path


def markdown_table(rows: Sequence[Row]) -> str:
    """Return rows as a Markdown table."""
    header = list(rows[0])
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    lines += [f"| {' | '.join(str(row[key]) for key in header)} |" for row in rows]
    return "\n".join(lines) + "\n"

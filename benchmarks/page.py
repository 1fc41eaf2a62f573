"""The page: one CSV for machines, one Markdown page for people, the same page for the card."""

import csv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.section import Section
from benchmarks.tables import markdown_table

NO_ROW = "Too few ECGs for any row.\n"
COLUMNS = ("section", "table", "data", "row", "figure", "value")


def write_page(
    out: Path, name: str, title: str, sections: Sequence[Section], notes: Sequence[str]
) -> Path:
    """Write ``NAME.csv`` and ``NAME.md``, and return the path of the latter.

    Args:
        out: Folder.
        name: File name without ending; also the benchmark's command.
        title: Heading of the page.
        sections: In order.
        notes: Sentences above all of them.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines(sections))
    path = out / f"{name}.md"
    path.write_text(f"# {title}\n\n{markdown(sections, notes)}", "utf-8")
    return path


def lines(sections: Sequence[Section]) -> list[tuple[str, ...]]:
    """Return one line a figure, in the order of ``COLUMNS``."""
    return [
        (section.title, table.key, table.data, str(name), figure, str(value))
        for section in sections
        for table in section.tables
        for (_, name), *figures in (list(row.items()) for row in table.rows)
        for figure, value in figures
    ]


def markdown(sections: Sequence[Section], notes: Sequence[str]) -> str:
    """Return sections as Markdown, from the second level of headings down."""
    parts = [_listed(notes)]
    for section in sections:
        parts.append(f"## {section.title}\n\n{_listed(section.notes)}")
        for table in section.tables:
            rows = markdown_table(table.rows) if table.rows else NO_ROW
            parts.append(f"### {table.title} ({table.data})\n\n{rows}")
    return "\n".join(parts)


def _listed(notes: Sequence[str]) -> str:
    return "".join(f"- {note}\n" for note in notes)

"""Section: one question, its tables, and what of them goes into the bundle's manifest."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.tables import Row
from echo2ecg_edge.model.manifest import Evidence

SIMULATED, REAL = "simulated", "real"


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        key: Names it in the CSV.
        title: Its heading.
        data: ``simulated`` or ``real``: stands beside the heading and in every line of the CSV.
        rows: The first column names the row.
    """

    key: str
    title: str
    data: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page.

    Attributes:
        title: Its heading.
        notes: Sentences above the tables.
        tables: May be empty, where nothing was measured.
        evidence: Rows for the manifest.
    """

    title: str
    notes: Sequence[str]
    tables: Sequence[Table] = ()
    evidence: Sequence[Evidence] = ()


def not_measured(title: str, why: str) -> Section:
    """Return a section that says that nothing was measured.

    Args:
        title: Its heading.
        why: What is missing, as a sentence.
    """
    return Section(title, [f"Not measured here. {why}"])

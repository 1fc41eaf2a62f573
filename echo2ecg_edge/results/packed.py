"""A result as the values of its row in the database, and back."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.report.summary_row import SummaryRow
from echo2ecg_edge.results.layout import is_report_of
from echo2ecg_edge.verdict import Verdict

Values = tuple[str | int | bytes, ...]
SHOWN: Final = "id, verdict, urgency, urgent, said, report, is_there"
"""The columns of ``unpacked``, in their order."""
MADE_OF: Final = "id, contents, made_with, report, is_there"
"""The columns of ``unpacked_done``, in their order."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a result was made of; it holds for as long as none of that changes.

    Attributes:
        contents: Digest of the ECG's bytes.
        made_with: Digest of model, policy, options, language and software.
        report: Address of its report in the results folder; empty where none was asked for.
        is_there: Whether the file was in the folder when that was last looked at.
    """

    contents: str
    made_with: str
    report: str
    is_there: bool = True


def packed(row: SummaryRow, cells: Mapping[str, str], done: Done, document: str) -> Values:
    """Return the values of a row, in the order of the table's columns.

    Args:
        row: For the page.
        cells: For the table, column -> cell.
        done: What it was made of.
        document: The screening as JSON.
    """
    return (
        *(row.id, done.contents, done.made_with, str(row.verdict)),
        *(json.dumps(row.urgency), json.dumps(row.urgent), row.said),
        *(json.dumps(cells), row.report, int(row.is_there)),
        zlib.compress(document.encode()),
    )


def unpacked(values: Sequence[str]) -> SummaryRow:
    """Return the row of the values of ``SHOWN``."""
    ecg_id, verdict, urgency, urgent, said, report, is_there = values
    return SummaryRow(
        ecg_id,
        Verdict(verdict),
        tuple(json.loads(urgency)),
        tuple(json.loads(urgent)),
        said,
        report,
        bool(is_there),
    )


def unpacked_done(values: Sequence[str]) -> Done:
    """Return what a result was made of, out of the values of ``MADE_OF``.

    Raises:
        ValueError: It names a report that cannot be its own; that one shall not be deleted.
    """
    ecg_id, contents, made_with, report, is_there = values
    if report and not is_report_of(report, ecg_id):
        raise ValueError(report)
    return Done(contents, made_with, report, bool(is_there))


def unpacked_cells(text: str) -> dict[str, str]:
    """Return the cells of a row of the table."""
    cells: dict[str, str] = json.loads(text)
    return cells


def unpacked_document(data: bytes) -> str:
    """Return the screening as JSON."""
    return zlib.decompress(data).decode()

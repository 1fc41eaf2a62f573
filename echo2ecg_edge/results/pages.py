"""The table and the page of a results folder: whole at any moment, and new every few seconds."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from echo2ecg_edge.report.csv import CSV_ENCODING, csv_columns, csv_lines
from echo2ecg_edge.report.summary_page import Head, summary_page
from echo2ecg_edge.report.summary_row import SummaryRow
from echo2ecg_edge.results.layout import PAGE, TABLE
from echo2ecg_edge.results.trouble import using
from echo2ecg_edge.store.disk import replacing
from echo2ecg_edge.words import Language

MORE_COLUMNS: Final = ("report", "in_folder")
"""Of the table, after those of every screening."""
RENEW_S: Final = 5.0
LARGEST_SHARE: Final = 0.05
"""Of the time, for renewing the pages of a large folder."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the table and the page of a folder are written.

    Attributes:
        out: The results folder.
        labels: Keys of the model's labels, for the columns of the table.
        language: Of the page.
    """

    out: Path
    labels: Sequence[str]
    language: Language

    def write(
        self, head: Head, rows: Sequence[SummaryRow], cells_of: Callable[[str], Mapping[str, str]]
    ) -> None:
        """Replace both files.

        Args:
            head: What stands around the rows.
            rows: In order.
            cells_of: Returns the cells of an ECG by its id; asked row by row, they are many.

        Raises:
            StorageError: They cannot be written; those that were there still are.
        """
        columns = (*csv_columns(self.labels), *MORE_COLUMNS)
        table = csv_lines(columns, (_cells(row, cells_of(row.id)) for row in rows))
        _replace(self.out / TABLE, table, CSV_ENCODING)
        _replace(self.out / PAGE, summary_page(head, rows, self.language), "utf-8")


def _cells(row: SummaryRow, cells: Mapping[str, str]) -> dict[str, str]:
    return {**cells, "report": row.report, "in_folder": "yes" if row.is_there else "no"}


def _replace(path: Path, pieces: Iterable[str], encoding: str) -> None:
    with using(path.parent), replacing(path) as stream:
        text = io.TextIOWrapper(stream, encoding, newline="")
        text.writelines(pieces)
        text.detach()

"""Work: a folder that is being screened; every step leaves a results folder to go on from."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from echo2ecg_edge.report.csv import csv_row
from echo2ecg_edge.report.json import as_json
from echo2ecg_edge.report.line import first_of, worth_saying
from echo2ecg_edge.report.summary_row import SummaryRow
from echo2ecg_edge.report.urgency import urgency_key
from echo2ecg_edge.results.contents import digest
from echo2ecg_edge.results.item import Item
from echo2ecg_edge.results.one import screened
from echo2ecg_edge.results.packed import Done
from echo2ecg_edge.results.reports import ReportFailed, Reports
from echo2ecg_edge.results.settings import made_with
from echo2ecg_edge.results.shelf import Shelf
from echo2ecg_edge.screener import RecordingOptions, Screener
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import Language, say


class Work:
    """Screens the files of a folder that have no result yet.

    Args:
        screener: That screens.
        shelf: Takes the results.
        files: ECG files by id.
        reports: Where reports go.
        language: Of table, page and reports.
        options: Said of every file.

    Attributes:
        looked_at: How many files were looked at.
        kept: Of them, those whose earlier result still holds.
        discarded: Reports that no longer held and have no new one in their place.
    """

    def __init__(
        self,
        screener: Screener,
        shelf: Shelf,
        files: Mapping[str, Path],
        reports: Reports,
        language: Language,
        options: RecordingOptions,
    ) -> None:
        self._screener, self._shelf, self._files = screener, shelf, files
        self._reports, self._language, self._options = reports, language, options
        self.made_with = made_with(screener, {**options, "language": language.code})
        self.looked_at, self.kept, self.discarded = 0, 0, 0
        self._done = shelf.done()
        shelf.mark((ecg for ecg, one in self._done.items() if self._came(ecg, one)), is_there=True)
        shelf.mark((ecg for ecg, one in self._done.items() if self._went(ecg, one)), is_there=False)

    @property
    def left(self) -> int:
        """How many files are still to be looked at."""
        return len(self._files) - self.looked_at

    def items(self) -> Iterator[Item]:
        """Screen what has no result that holds, and yield every file once its result is kept."""
        for ecg_id, path in self._files.items():
            screening = self._step(ecg_id, path)
            self.looked_at += 1
            yield Item(ecg_id, screening, self.looked_at, len(self._files))

    def look_again(self) -> None:
        """Mark the results whose files have gone while others were screened."""
        gone = (ecg_id for ecg_id, path in self._files.items() if not path.exists())
        self._shelf.mark(gone, is_there=False)

    def _step(self, ecg_id: str, path: Path) -> Screening | None:
        contents, before = digest(path), self._done.get(ecg_id)
        if before is not None and self._holds(before, contents):
            self.kept += 1
            return None
        screening = screened(self._screener, path, ecg_id, self._options)
        if screening is None:
            self._shelf.mark([ecg_id], is_there=False)
            return None
        address = self._put(screening, ecg_id, contents)
        if before is not None and before.report not in ("", address):
            self._reports.discard(before.report)
            self.discarded += not address
        return screening

    def _put(self, screening: Screening, ecg_id: str, contents: str) -> str:
        said = worth_saying(screening, self._language)
        try:
            address = self._reports.write(screening, ecg_id)
        except ReportFailed as failure:
            address = ""
            said.insert(0, say("folder.no_report", {"kind": str(failure)}, self._language))
        row = SummaryRow(
            id=ecg_id,
            verdict=screening.verdict,
            urgency=urgency_key(screening),
            urgent=tuple(finding.said(self._language) for finding in screening.urgent),
            said=first_of(said, self._language),
            report=address,
        )
        done = Done(contents, self.made_with, address)
        self._shelf.put(row, csv_row(screening, ecg_id), done, as_json(screening, indent=None))
        return address

    def _holds(self, before: Done, contents: str) -> bool:
        """Whether an earlier result is what screening again would give."""
        same = (before.contents, before.made_with) == (contents, self.made_with)
        return same and self._reports.are_as_asked(before.report)

    def _came(self, ecg_id: str, one: Done) -> bool:
        return ecg_id in self._files and not one.is_there

    def _went(self, ecg_id: str, one: Done) -> bool:
        return ecg_id not in self._files and one.is_there

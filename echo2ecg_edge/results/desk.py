"""Desk: keeps table and page up to date while the work goes on."""

from collections.abc import Callable
from dataclasses import dataclass

from echo2ecg_edge.results.item import Item
from echo2ecg_edge.results.layout import PAGE, TABLE
from echo2ecg_edge.results.pace import Pace
from echo2ecg_edge.results.pages import Pages
from echo2ecg_edge.results.shelf import Shelf
from echo2ecg_edge.results.summary import Summary, head_of, tallied
from echo2ecg_edge.results.work import Work
from echo2ecg_edge.screener import Screener


@dataclass(frozen=True, slots=True)
class Desk:
    """Where results are put down and the pages are written.

    Attributes:
        screener: That screens, for what the pages say of model and policy.
        shelf: Of the results.
        work: That is being done.
        pages: Written again and again.
        folder: Name of the folder of ECGs.
        pace: How often that is.
    """

    screener: Screener
    shelf: Shelf
    work: Work
    pages: Pages
    folder: str
    pace: Pace

    def walk(self, on_item: Callable[[Item], None]) -> None:
        """Do all of the work.

        Args:
            on_item: Is told of every file.
        """
        for item in self.work.items():
            on_item(item)
            if self.pace.is_due():
                with self.pace.timed():
                    self.settle()

    def settle(self) -> Summary:
        """Put every result on the disk, and write the pages of it."""
        self.shelf.commit()
        rows = self.shelf.rows(self.work.made_with)
        counts, urgent, gone = tallied(rows)
        summary = Summary(
            counts=counts,
            urgent=urgent,
            kept=self.work.kept,
            gone=gone,
            left=self.work.left,
            discarded=self.work.discarded,
            model=self.screener.stamp,
            policy=self.screener.plan.stamp,
            page=self.pages.out / PAGE,
            table=self.pages.out / TABLE,
        )
        head = head_of(summary, self.folder, self.pages.language)
        self.pages.write(head, rows, self.shelf.cells)
        return summary

"""Rows -> files, one at a time; memory holds the small fields alone."""

import csv
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from train.pairs.layout import CLIPS, ECG, SKIPPED, TABLE, VIEWS
from train.pairs.pairs import About
from train.pairs.row import NO_VIEWS, BadRow, PairRow
from train.pairs.table import to_table
from train.store.npy import NpyWriter

if TYPE_CHECKING:
    import pyarrow as pa

NO_ECG = np.empty((0, 0), np.float32)
AT_ONCE = 512
"""Rows whose small fields are packed together."""


class Files(ExitStack):
    """The files of a folder in work; use it as a context manager, and ``finish`` it.

    Args:
        folder: Where to.
        about: What all rows share.
    """

    def __init__(self, folder: Path, about: About) -> None:
        super().__init__()
        self.clips = self.dimensions = 0
        self._folder, self._about = folder, about
        self._views: NpyWriter | None = None
        self._waiting: list[PairRow] = []
        self._tables: list[pa.Table] = []
        self._clip_counts: list[int] = []
        self._view_names: list[str] = []

    def __enter__(self) -> Self:
        item = (12, self._about.spec.samples)
        self._ecg = self.enter_context(NpyWriter(self._folder / ECG, item, np.float16))
        skipped = (self._folder / SKIPPED).open("w", newline="", encoding="utf-8")
        self._skipped = csv.writer(self.enter_context(skipped))
        self._skipped.writerow(("where", "reason"))
        return self

    def skip(self, bad: BadRow) -> None:
        """Write down what is left out."""
        self._skipped.writerow((bad.where, bad.reason))

    def add(self, row: PairRow) -> None:
        """Write a row that ``objection`` has nothing against."""
        self._ecg.append(row.ecg.astype(np.float16)[None])
        self._clip_counts.append(len(row.views))
        if len(row.views):
            self._add_views(row)
        # Without its signals: what waits to be packed must stay small.
        self._waiting.append(replace(row, ecg=NO_ECG, views=NO_VIEWS))
        if len(self._waiting) >= AT_ONCE:
            self._pack()

    def finish(self, split: list[str]) -> None:
        """Write the tables.

        Args:
            split: Of every row, drawn where it was not stated.
        """
        import pyarrow as pa
        from pyarrow import parquet

        self._pack()
        table = pa.concat_tables(self._tables)
        at = table.column_names.index("split")
        table = table.set_column(at, "split", pa.array(split, pa.string()))
        parquet.write_table(table, self._folder / TABLE, compression="zstd")
        row = np.repeat(np.arange(len(split), dtype=np.int64), self._clip_counts)
        clips = pa.table({"row": row, "view": pa.array(self._view_names, pa.string())})
        parquet.write_table(clips, self._folder / CLIPS, compression="zstd")

    def _add_views(self, row: PairRow) -> None:
        if self._views is None:
            self.dimensions = row.views.shape[1]
            writer = NpyWriter(self._folder / VIEWS, (self.dimensions,), np.float32)
            self._views = self.enter_context(writer)
        self._views.append(np.asarray(row.views, np.float32))
        self._view_names += row.view_names or [""] * len(row.views)
        self.clips += len(row.views)

    def _pack(self) -> None:
        """Pack the small fields of the rows so far."""
        if self._waiting:
            self._tables.append(to_table(self._about, self._waiting))
            self._waiting = []

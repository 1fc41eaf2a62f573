"""A large CSV in little memory: every column as its distinct texts and a number per row."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.pairs.row import BadRow

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.csv import InvalidRow


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        texts: The distinct texts, without spaces around them.
        code: int64, shape (rows,): which of them.
    """

    texts: tuple[str, ...]
    code: NDArray[np.int64]

    def text(self, row: int) -> str:
        """Return what stands in a row, empty where nothing does."""
        return self.texts[self.code[row]]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as it was written.

    Attributes:
        path: Where it came from.
        columns: Name -> column.
        number: int64, shape (rows,): the row's number in the file; the first data row is 1.
        bad: Rows that have too few or too many fields.
    """

    path: Path
    columns: dict[str, Column]
    number: NDArray[np.int64]
    bad: tuple[BadRow, ...]

    def __len__(self) -> int:
        return len(self.number)

    def where(self, row: int) -> str:
        """Name a row, for people."""
        return f"{self.path.name}, row {self.number[row]}"


def read_text_table(path: Path, required: tuple[str, ...]) -> TextTable:
    """Read a CSV table.

    Args:
        path: The file, UTF-8.
        required: Columns that must be there.

    Raises:
        CallError: There is no such file, it is no table, or a column is missing or there twice.
    """
    import pyarrow as pa
    from pyarrow import csv

    if not path.is_file():
        raise CallError(f"There is no table {path}.", "Give the path of a CSV file.")
    names = _header(path, required)
    invalid: list[InvalidRow] = []

    def note(row: "InvalidRow") -> str:
        invalid.append(row)
        return "skip"

    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        read = csv.read_csv(
            path,
            # One thread: several do not know the numbers of invalid rows.
            read_options=csv.ReadOptions(use_threads=False),
            parse_options=csv.ParseOptions(invalid_row_handler=note, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, kind), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise CallError(
            f"{path} cannot be read as a table: {error}.", "Export it again."
        ) from error
    bad_numbers = [row.number - 1 for row in invalid]
    every = np.arange(1, read.num_rows + len(invalid) + 1)
    columns = {name: _column(read.column(name).unify_dictionaries()) for name in names}
    return TextTable(
        path,
        columns,
        np.setdiff1d(every, bad_numbers),
        tuple(
            BadRow(
                f"{path.name}, row {number}",
                f"The row has {row.actual_columns} fields instead of {row.expected_columns}.",
            )
            for number, row in zip(bad_numbers, invalid, strict=True)
        ),
    )


def _header(path: Path, required: tuple[str, ...]) -> list[str]:
    """Read the names of the columns."""
    from csv import reader

    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            names = next(reader(file), [])
    except UnicodeDecodeError as error:
        raise CallError(f"{path} is not a text in UTF-8.", "Save it as a CSV in UTF-8.") from error
    missing = [name for name in required if name not in names]
    if missing:
        raise CallError(f"{path} has no column {', '.join(missing)}.", "Add it to the first line.")
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise CallError(f"{path} has two columns {', '.join(double)}.", "Rename one of them.")
    return names


def _column(found: "pa.ChunkedArray") -> Column:
    joined = found.combine_chunks()
    stripped = [text.strip() for text in joined.dictionary.to_pylist()]
    texts, place = np.unique(np.array(stripped, object), return_inverse=True)
    return Column(tuple(texts.tolist()), place[joined.indices.to_numpy()].astype(np.int64))

"""Values of a table, read block by block: one damaged line costs the speed of its block only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError
from echo2ecg_edge.readers.csv_block import read_block
from echo2ecg_edge.readers.csv_grid import Grid
from echo2ecg_edge.readers.csv_layout import Layout


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The values that were asked for.

    Attributes:
        values: Shape (columns asked for, rows); NaN where a value is missing.
        place: Row -> where it is in the file, for a sentence.
    """

    values: NDArray[np.float64]
    place: Callable[[int], str]


def read_table(text: str, layout: Layout, width: int, wanted: Sequence[int]) -> Table:
    """Read the wanted columns of a table.

    Args:
        text: The whole text.
        layout: Where the table is.
        width: Columns of the table.
        wanted: Positions of the columns to read, in the order to return them.

    Raises:
        DamagedFileError: A row is ragged or a value is not a number.
        UnknownFormatError: A line is longer than any of a table.
    """
    start = layout.first.offset
    decimal_comma = layout.separator != "," and text.find(",", start) >= 0
    if decimal_comma and text.find(".", start) >= 0:
        raise DamagedFileError(
            "The numbers are written with decimal points and with decimal commas.",
            "Export the ECG again with one of them.",
        )
    grid = Grid(text, start, layout.separator, decimal_comma, width, layout.header)
    blocks = [read_block(grid, *block, wanted) for block in grid.blocks()]
    return Table(np.concatenate(blocks, axis=1), grid.place)

"""Some rows of pairs, in memory: for few-shot training, and for tests."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from train.pairs.pairs import Pairs

NOT_BY_ROW = ("about", "views", "view_start", "view_name")


def subset(pairs: Pairs, rows: NDArray[np.int64]) -> Pairs:
    """Copy rows, in the order given, with their views.

    Args:
        pairs: The data; may be memory-mapped.
        rows: Which; a row may come more than once.
    """
    rows = np.asarray(rows, np.int64)
    count = np.diff(pairs.view_start)[rows]
    start = np.concatenate([[0], np.cumsum(count)])
    # The clips of row i follow each other on disk, and here.
    clips = np.arange(start[-1]) + np.repeat(pairs.view_start[rows] - start[:-1], count)
    chosen: dict[str, Any] = {
        field.name: np.array(getattr(pairs, field.name)[rows])
        for field in fields(Pairs)
        if field.name not in NOT_BY_ROW
    }
    return replace(
        pairs,
        **chosen,
        views=np.array(pairs.views[clips]),
        view_start=start,
        view_name=pairs.view_name[clips],
    )

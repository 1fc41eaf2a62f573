"""What is asked: some rows, as the training split, and some labels."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.pairs import Pairs


def only(pairs: Pairs, rows: NDArray[np.int64], names: Sequence[str]) -> Pairs:
    """Show some rows as the training split, some labels, and no echo; ECGs stay where they are.

    Raises:
        CallError: A label is not among the data, or there are no rows.
    """
    lacking = [name for name in names if name not in pairs.about.label_names]
    if lacking or not len(names) or not len(rows):
        raise CallError(
            f"The data have no label {', '.join(lacking)}." if lacking
            else "There is nothing to learn: no row, or no label.",
            f"Give rows, and labels among: {', '.join(pairs.about.label_names)}.",
        )  # fmt: skip
    columns = [pairs.about.label_names.index(name) for name in names]
    split = np.full(len(pairs), "other")
    split[rows] = "train"
    return replace(
        pairs,
        about=replace(pairs.about, label_names=tuple(names)),
        split=split,
        labels=pairs.labels[:, columns],
        known=pairs.known[:, columns],
        views=np.empty((0, 0), np.float32),
        view_start=np.zeros(len(pairs) + 1, np.int64),
        view_name=np.empty(0, "U1"),
    )

"""Rows: which rows of a batch take part in a loss, over all processes together."""

import torch
from torch import Tensor

from train.parallel import gathered


def gathered_rows(rows: Tensor | None, *vectors: Tensor) -> tuple[Tensor, ...]:
    """Gather vectors from all processes and keep the rows that take part.

    Args:
        rows: bool, shape (n,): rows with both sides of a pair; None for all.
        *vectors: Each of shape (n, dimensions).

    Returns:
        The vectors, each of shape (rows kept on all processes, dimensions).
    """
    together = tuple(gathered(each) for each in vectors)
    if rows is None:
        return together
    # As numbers, since not every backend gathers truth values.
    keep = gathered(rows.to(torch.uint8)).bool()
    return tuple(each[keep] for each in together)

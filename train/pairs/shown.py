"""Shown: pairs whose studies are cut down to one view, to compare with all views."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.pairs.pairs import Pairs


def one_view_each(pairs: Pairs, seed: int) -> Pairs:
    """Keep one view of every study, drawn once: what a table with one clip per study holds."""
    count = np.diff(pairs.view_start)
    luck = np.random.default_rng(seed).random(len(pairs))
    chosen = pairs.view_start[:-1] + (luck * count).astype(np.int64)
    return _only(pairs, chosen[count > 0], count > 0)


def one_kind(pairs: Pairs, name: str) -> Pairs:
    """Keep the first view of one kind in every study; a study without it has no views then.

    Raises:
        CallError: No study has such a view.
    """
    clips = np.flatnonzero(pairs.view_name == name)
    row = np.searchsorted(pairs.view_start, clips, side="right") - 1
    there, first = np.unique(row, return_index=True)
    if not len(there):
        known = ", ".join(sorted(set(pairs.view_name.tolist()) - {""}))
        raise CallError(
            f"No study has the view {name!r}.", f"Its views are: {known or 'not named'}."
        )
    return _only(pairs, clips[first], np.isin(np.arange(len(pairs)), there))


def _only(pairs: Pairs, clips: NDArray[np.int64], has: NDArray[np.bool_]) -> Pairs:
    start = np.concatenate([[0], np.cumsum(has)]).astype(np.int64)
    return replace(
        pairs, views=pairs.views[clips], view_name=pairs.view_name[clips], view_start=start
    )

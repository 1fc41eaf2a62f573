"""Encode every split once, and see which labels can be evaluated."""

import numpy as np

from echo2ecg_edge.errors import CallError
from train.evaluate.intervals import Resampling
from train.evaluate.material import Material, Part
from train.evaluate.trained_protocol import Trained
from train.pairs import Pairs

QUICK_ROWS = 1000
"""Rows of each split that a quick evaluation looks at, drawn at random."""


def gather(
    trained: Trained, pairs: Pairs, *, resamples: int, quick: bool, missing_is_negative: bool
) -> Material:
    """Encode the splits.

    Raises:
        CallError: There are no test rows.
    """
    parts = {}
    for split in ("train", "validation", "test"):
        rows = pairs.rows(split)
        if quick and len(rows) > QUICK_ROWS:
            rows = np.sort(np.random.default_rng(0).choice(rows, QUICK_ROWS, replace=False))
        if len(rows):
            known = np.asarray(pairs.known[rows])
            counted = np.ones_like(known) if missing_is_negative else known
            parts[split] = Part(rows, trained.encode(pairs, rows), pairs.labels[rows] > 0, counted)
    if "test" not in parts:
        raise CallError(
            "The pairs hold no test rows.", "Prepare them again with some patients for testing."
        )
    columns, left_out = {}, []
    for column, name in enumerate(pairs.about.label_names):
        lacking = [split for split, part in parts.items() if not part.has_both(column)]
        if lacking:
            left_out.append(f"{name}: only one class among the {lacking[0]} rows.")
        else:
            columns[name] = column
    resampling = Resampling.of(pairs.patient[parts["test"].rows], resamples)
    return Material(trained, pairs, parts, columns, tuple(left_out), resampling, quick)

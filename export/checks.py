"""Checks: one figure each of a converted model against its gate, on every output."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import Arrays
from echo2ecg_edge.model.manifest import OddSpec
from export.check import Check, Truth
from export.heads import LVEF
from train.evaluate import area_under_roc
from train.families import IMPLAUSIBLE

LOWEST_COSINE: Final = 0.995
LARGEST_LVEF_CHANGE, MEAN_LVEF_CHANGE = 2.0, 0.3
LOWEST_FLAG_AGREEMENT: Final = 0.995
LOWEST_AGREEMENT: Final = 0.99
MACRO_CHANGE: Final = 0.003
AUROC_CHANGES: Final = ((30, 0.005), (10, 0.01))
"""(at least so many ECGs with and without, gate), most first.

One exchanged pair of ECGs moves an AUROC by 1 / (positives x negatives), and an int8 error near
one positive reorders it against many negatives: with 10 to 29 positives, .005 is the place of one
ECG among its neighbours, not a loss. With fewer than 10 nothing is learned from a change.
"""
TINY = 1e-12


def output_checks(expected: Arrays, got: Arrays, odd: OddSpec | None) -> Iterator[Check]:
    """Compare every output: directions of vectors, points of LVEF, flags of implausible ECGs."""
    for name, before in expected.items():
        if name == LVEF:
            yield from _lvef_checks(before, got[name])
        elif name == IMPLAUSIBLE and odd is not None:
            logit = np.log(odd.implausible / (1 - odd.implausible))
            same = float(np.mean((before >= logit) == (got[name] >= logit)))
            yield Check("share of same implausible flags", same, LOWEST_FLAG_AGREEMENT, True)
        else:
            lowest = float(cosine(before, got[name]).min())
            yield Check(f"lowest cosine of {name}", lowest, LOWEST_COSINE, True)


def auroc_checks(expected: Arrays, got: Arrays, truth: Mapping[str, Truth]) -> Iterator[Check]:
    """Compare the AUROC of every label that enough ECGs have and enough have not."""
    for name, known in truth.items():
        positive = known.positive[known.rows]
        cases = np.minimum(positive.sum(0), (~positive).sum(0))
        before = _aurocs(positive, expected[name][known.rows])
        change = _aurocs(positive, got[name][known.rows]) - before
        below = np.inf
        if (rated := cases >= AUROC_CHANGES[-1][0]).any():
            macro = float(abs(change[rated].mean()))
            yield Check(f"change of the macro AUROC of {name}", macro, MACRO_CHANGE)
        for least, gate in AUROC_CHANGES:
            if (some := (cases >= least) & (cases < below)).any():
                largest = float(np.abs(change[some]).max())
                what = f"largest AUROC change of one of {name} with {least} positives or more"
                yield Check(what, largest, gate)
            below = least


def verdict_check(before: list[str], after: list[str]) -> Check:
    """Compare verdicts."""
    same = float(np.mean([a == b for a, b in zip(before, after, strict=True)]))
    return Check("share of same verdicts", same, LOWEST_AGREEMENT, True)


def _lvef_checks(before: NDArray[np.float32], after: NDArray[np.float32]) -> Iterator[Check]:
    change = np.abs(before - after)
    yield Check("largest change of the LVEF (points)", float(change.max()), LARGEST_LVEF_CHANGE)
    yield Check("mean change of the LVEF (points)", float(change.mean()), MEAN_LVEF_CHANGE)


def _aurocs(positive: NDArray[np.bool_], scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the AUROC per column; NaN where all ECGs are of one kind."""
    both = np.asarray(positive.any(0) & ~positive.all(0))
    return np.array(
        [
            area_under_roc(positive[:, column], scores[:, column]) if both[column] else np.nan
            for column in range(positive.shape[1])
        ]
    )


def cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the cosine of every row of two arrays, shape (n, size) each."""
    dot = (a.astype(np.float64) * b).sum(1)
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray(dot / np.maximum(lengths, TINY))  # a vector of zeros agrees with nothing

"""Gallery: a few hundred simulated echo studies in the space shared with ECGs, to show the nearest.

Studies of real patients never leave the house: such a run has no gallery.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from train.families import Families
from train.finish.lvef import MEASURE
from train.finish.part import Floats, heart_rows
from train.pairs import Knowledge, Pairs
from train.trained import Trained

STUDIES = 800
LVEF_EDGES = (30.0, 40.0, 50.0, 60.0)
FEWEST = 40
"""Studies of each band of LVEF, and with each label, where there are as many."""


def write_gallery(trained: Trained, pairs: Pairs, path: Path) -> None:
    """Write ``gallery.npz``, where the model compares ECGs with simulated studies."""
    if not _has_gallery(trained, pairs):
        return
    rows = heart_rows(pairs, "train")
    lvef = pairs.measures[rows, pairs.about.measure_names.index(MEASURE)]
    has_all = (np.diff(pairs.view_start)[rows] > 0) & ~np.isnan(lvef)
    rows, lvef = rows[has_all], lvef[has_all]
    labels = pairs.labels[np.ix_(rows, Families.of(pairs.about.label_names).labels)]
    chosen = choose(lvef, labels)
    vectors = trained.studies(pairs, rows[chosen])
    assert vectors is not None
    np.savez_compressed(
        path,
        embedding=_unit(vectors).astype(np.float16),
        lvef=lvef[chosen],
        labels=labels[chosen].astype(np.uint8),
    )


def _has_gallery(trained: Trained, pairs: Pairs) -> bool:
    weights = trained.recipe.objective
    is_aligned = trained.model.aggregator is not None and (weights.align > 0 or weights.pcme > 0)
    is_simulated = pairs.about.knowledge is not Knowledge.REAL
    return is_aligned and is_simulated and MEASURE in pairs.about.measure_names


def choose(lvef: Floats, labels: Floats, studies: int = STUDIES) -> NDArray[np.int64]:
    """Draw studies at random, so that neighbours are as ill as patients are, with no kind missing.

    Args:
        lvef: Points, shape (rows,).
        labels: 0/1, shape (rows, labels).
        studies: How many.

    Returns:
        Rows in ascending order.
    """
    order = np.random.default_rng(0).permutation(len(lvef))
    band = np.searchsorted(LVEF_EDGES, lvef, "right")
    kinds = [band == number for number in range(len(LVEF_EDGES) + 1)]
    kinds += [column > 0 for column in labels.T]
    rare = [order[kind[order]][:FEWEST] for kind in kinds]
    # The first of each row stays: rare kinds are taken first, and the rest fills up.
    drawn = np.concatenate([*rare, order])
    first = np.sort(np.unique(drawn, return_index=True)[1])[:studies]
    return np.sort(drawn[first])


def _unit(vectors: Floats) -> Floats:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

"""Parts of the full data: the real ECGs with their findings alone, for teachers of findings."""

from dataclasses import replace

import numpy as np

from train.datasets.findings import FINDING_LABELS
from train.full.rhythm import RHYTHM_MEASURES
from train.pairs import Knowledge, Pairs, subset


def findings_only(pairs: Pairs) -> Pairs:
    """Return the real ECGs, in memory, with their findings as the only labels, and no echo.

    Args:
        pairs: The full data.
    """
    columns = [pairs.about.label_names.index(key) for key in FINDING_LABELS]
    rows = np.flatnonzero(pairs.known[:, columns[0]])
    real = subset(without_echo(pairs), rows)
    about = replace(
        pairs.about,
        source="PTB-XL (CC BY 4.0)",
        knowledge=Knowledge.REAL,
        label_names=FINDING_LABELS,
    )
    return replace(real, about=about, labels=real.labels[:, columns], known=real.known[:, columns])


def without_echo(pairs: Pairs) -> Pairs:
    """Return the pairs without views, and without measures but those of the rhythm."""
    echo = ~np.isin(pairs.about.measure_names, RHYTHM_MEASURES)
    return replace(
        pairs,
        measures=np.where(echo, np.float32(np.nan), pairs.measures),
        views=np.empty((0, 0), np.float32),
        view_start=np.zeros(len(pairs) + 1, np.int64),
        view_name=np.empty(0, np.str_),
    )

"""Pairs of the toy world as the full data are: simulated patients, and real ECGs with findings."""

from dataclasses import replace

import numpy as np

from tests.train.tiny_pairs import tiny_pairs
from train.cohort import LABELS
from train.datasets.findings import FINDING_LABELS
from train.families import IMPLAUSIBLE
from train.pairs import Knowledge, Pairs

NAMES = (*LABELS, *FINDING_LABELS, IMPLAUSIBLE)
RARE = FINDING_LABELS.index("psvt")
"""A finding that no ECG of validation or test has."""


def mixed_pairs(rows: int = 1200) -> Pairs:
    """A third of the ECGs are read: their findings are known, and their hearts in training only.

    The labels of the fast are positive, with one in ten the other way round.
    """
    pairs, rng = tiny_pairs(rows), np.random.default_rng(1)
    labels = np.repeat(pairs.labels[:, :1], len(NAMES), 1)
    labels = np.abs(labels - (rng.random(labels.shape) < 0.1)).astype(np.float32)
    is_read, is_train = rng.random(rows) < 1 / 3, pairs.split == "train"
    known = np.ones((rows, len(NAMES)), bool)
    known[np.ix_(is_read & ~is_train, np.arange(12))] = False
    known[np.ix_(~is_read, 12 + np.arange(len(FINDING_LABELS)))] = False
    labels[np.ix_(~is_train, [12 + RARE])] = 0
    labels[:, -1] = 0
    origin = np.where(is_read, "read", "simulated")
    about = replace(pairs.about, knowledge=Knowledge.MIXED, label_names=NAMES, source="Toy and 7")
    return replace(
        pairs,
        about=about,
        labels=np.where(known, labels, 0),
        known=known,
        measures=np.where((is_read & ~is_train)[:, None], np.nan, pairs.measures),
        patient=np.array(
            [f"{kind}-{who}" for kind, who in zip(origin, pairs.patient, strict=True)]
        ),
        af=np.where(is_read, np.nan, 0).astype(np.float32),
    )

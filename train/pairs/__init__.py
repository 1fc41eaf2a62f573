"""Pairs: ECGs with whatever is known of each; every data set is turned into this one form."""

from train.pairs.pairs import About, Knowledge, Pairs
from train.pairs.read import open_pairs
from train.pairs.row import BadRow, PairRow
from train.pairs.subset import subset
from train.pairs.summary import Summary
from train.pairs.write import write_pairs

__all__ = [
    "About",
    "BadRow",
    "Knowledge",
    "PairRow",
    "Pairs",
    "Summary",
    "open_pairs",
    "subset",
    "write_pairs",
]

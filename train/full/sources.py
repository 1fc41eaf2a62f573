"""Sources: what the data of the default bundle are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.signal import SignalSpec
from train.cohort.labels import LABELS
from train.cohort.state import MEASURES
from train.datasets.findings import FINDING_LABELS
from train.families import IMPLAUSIBLE
from train.pairs.pairs import About, Knowledge
from train.settings import CohortSizes, ViewEncoderSettings

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class Sources:
    """What the data are made from.

    Attributes:
        spec: How ECGs are cleaned.
        seed: Of the patients.
        cohort: Simulated patients per split.
        views: The built-in view encoder.
        ptbxl: The folder of PTB-XL.
        folds: Fold -> split.
    """

    spec: SignalSpec
    seed: int
    cohort: CohortSizes
    views: ViewEncoderSettings
    ptbxl: Path
    folds: Mapping[int, str]

    def cohort_seed(self, split: str) -> int:
        """The seed of a split's patients; other splits are other random streams."""
        return self.seed * 1000 + SPLITS.index(split)

    @property
    def about(self) -> About:
        """What all rows share."""
        return About(
            "virtual cohort and PTB-XL (CC BY 4.0) with simulated echos",
            Knowledge.MIXED,
            self.spec,
            (*LABELS, *FINDING_LABELS, IMPLAUSIBLE),
            MEASURES,
        )

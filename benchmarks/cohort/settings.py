"""What the benchmark is run with."""

from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.signal import SignalSpec
from train.recipe import read_recipe

RECIPE = "quick"
"""The recipe whose signal and student are used throughout."""


class LeftOutError(Exception):
    """A part cannot be measured here; the message says why and what would be needed."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Sizes and places.

    Attributes:
        train: Patients of the training split.
        test: Patients of the test split.
        seed: Cohorts are drawn from seeds that follow from this one.
        ptbxl: PTB-XL folder, or None where there is none.
        workers: Processes that draw patients.
        threads: Threads that train.
        epochs: Epochs of each network; the parts' own numbers where None.
        quick: Whether to shorten the memory test.
        work: Where cohorts, features and finished parts are kept.
    """

    train: int
    test: int
    seed: int
    ptbxl: Path | None
    workers: int
    threads: int
    epochs: int | None
    quick: bool
    work: Path

    @property
    def spec(self) -> SignalSpec:
        """How ECGs are cleaned."""
        return read_recipe(RECIPE).signal

    def epochs_or(self, usual: int) -> int:
        """Return the asked number of epochs, or the part's own."""
        return usual if self.epochs is None else self.epochs

    def real_ecgs(self) -> Path:
        """Return the PTB-XL folder.

        Raises:
            LeftOutError: There is none.
        """
        if self.ptbxl is None:
            raise LeftOutError("left out: it needs real ECGs; give --ptbxl DIR (PTB-XL, CC BY 4.0)")
        return self.ptbxl

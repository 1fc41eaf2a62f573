"""What every section of the report reads: the splits, what the model says of them, the truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import COMPOSITE
from train.evaluate.intervals import Resampling
from train.evaluate.section import LackingError
from train.evaluate.trained_protocol import Floats, Rows, Trained, doubt
from train.pairs import Pairs

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """One split.

    Attributes:
        rows: Rows of the pairs, ascending, shape (n,).
        says: What ``Trained.encode`` returns for them.
        truth: Labels, shape (n, labels of the pairs).
        counted: Which of them count, same shape.
    """

    rows: Rows
    says: dict[str, Floats]
    truth: Flags
    counted: Flags

    @property
    def features(self) -> Floats:
        """Frozen features, shape (n, size)."""
        return self.says["features"]

    @property
    def doubt(self) -> NDArray[np.float64]:
        """Uncertainty, shape (n,)."""
        return doubt(self.says["log_variance"])

    def varied_doubt(self) -> NDArray[np.float64]:
        """Return the uncertainty.

        Raises:
            LackingError: It is the same for every ECG.
        """
        values = self.doubt
        if np.ptp(values) == 0:
            raise LackingError("The model is equally uncertain about every ECG.")
        return values

    def has_both(self, column: int) -> bool:
        """Whether a label has positives and negatives among the rows that count."""
        truth = self.truth[self.counted[:, column], column]
        return bool(truth.any() and not truth.all())


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that sections are made of.

    Attributes:
        trained: The model.
        pairs: The data.
        parts: Split -> its rows, for splits that have any.
        columns: Label key -> column of the pairs, for labels with both classes in every split.
        left_out: A sentence for every label without.
        resampling: Of the test rows.
        quick: Fewer draws and rows.
    """

    trained: Trained
    pairs: Pairs
    parts: dict[str, Part]
    columns: dict[str, int]
    left_out: tuple[str, ...]
    resampling: Resampling
    quick: bool

    @property
    def test(self) -> Part:
        """The test split."""
        return self.parts["test"]

    def part(self, split: str) -> Part:
        """Return a split.

        Raises:
            LackingError: It has no rows.
        """
        if split not in self.parts:
            raise LackingError(f"The data have no {split} rows.")
        return self.parts[split]

    @property
    def main_label(self) -> str:
        """The composite, else the label with the most positives.

        Raises:
            LackingError: No label can be evaluated.
        """
        if not self.columns:
            raise LackingError("No label has both positives and negatives.")
        if COMPOSITE in self.columns:
            return COMPOSITE
        positives = self.test.truth.sum(0)
        return max(self.columns, key=lambda name: int(positives[self.columns[name]]))

    def title(self, text: str) -> str:
        """Return the title of a plot, with the word for where the data come from."""
        return f"{text} ({self.pairs.about.knowledge})"

    def studies(self, rows: Rows) -> Floats:
        """Return the aligned echo vectors of rows that have views.

        Raises:
            LackingError: The model has no echo side.
        """
        vectors = self.trained.studies(self.pairs, rows)
        if vectors is None:
            raise LackingError("The model has no echo side.")
        return vectors

    def scores(self, part: Part) -> dict[str, Floats]:
        """Return the logits of each label that both the model and the data know.

        Raises:
            LackingError: There is none.
        """
        known = self.trained.label_names
        found = {
            name: part.says["logits"][:, known.index(name)]
            for name in self.columns
            if name in known
        }
        if not found:
            raise LackingError("The model has no head for any label of the data.")
        return found

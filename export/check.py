"""Check: one figure of a converted model, and the gate it must pass."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Check:
    """One figure, and the gate it must pass.

    Attributes:
        what: In words that begin a sentence.
        value: What was measured.
        gate: The limit.
        at_least: Whether the value must be at least or at most the gate.
    """

    what: str
    value: float
    gate: float
    at_least: bool = False

    @property
    def passes(self) -> bool:
        """Whether the value is on the right side; one that is not a number never is."""
        return self.value >= self.gate if self.at_least else self.value <= self.gate

    @property
    def fault(self) -> str:
        """A sentence's part that says by how much the gate was missed."""
        side = "below" if self.at_least else "above"
        return f"the {self.what} is {self.value:.4f}, {side} {self.gate:g}"


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of some of the ECGs for one output.

    Attributes:
        rows: bool, shape (n,), which ECGs.
        positive: bool, shape (n, size of the output); any value in the other rows.
    """

    rows: NDArray[np.bool_]
    positive: NDArray[np.bool_]

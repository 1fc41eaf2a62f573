"""What evaluation asks of a trained model, and nothing more."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from train.pairs import Pairs

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


class Trained(Protocol):
    """A trained ECG encoder with its echo and text side.

    ``encode`` and ``encode_ecg`` return ``logits`` (n, labels), ``embedding`` and ``log_variance``
    (n, shared size), ``features`` (n, size) and ``measures`` (n, measures) in real units.
    """

    @property
    def label_names(self) -> tuple[str, ...]:
        """Keys of the logits."""
        ...

    @property
    def measure_names(self) -> tuple[str, ...]:
        """Names of the measures."""
        ...

    def encode(self, pairs: Pairs, rows: Rows) -> dict[str, Floats]:
        """Encode the ECGs of some rows."""
        ...

    def encode_ecg(
        self, ecg: Floats, leads: NDArray[np.bool_], person: Floats
    ) -> dict[str, Floats]:
        """Encode ECGs (n, 12, samples) with their leads (n, 12) and persons (n, 4)."""
        ...

    def studies(self, pairs: Pairs, rows: Rows) -> Floats | None:
        """Return aligned echo vectors (n, shared size) of rows that have views, or None.

        None stands for a model without an echo side.
        """
        ...

    def prompts(self, texts: list[str]) -> Floats | None:
        """Return aligned text vectors (n, shared size); None without a text branch."""
        ...


def doubt(log_variance: Floats) -> NDArray[np.float64]:
    """Return one number of uncertainty an ECG, shape (n,): its mean log-variance; 0 without any."""
    if not log_variance.shape[1]:
        return np.zeros(len(log_variance))
    return np.asarray(log_variance.mean(axis=1, dtype=np.float64))

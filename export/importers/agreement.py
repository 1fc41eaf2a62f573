"""Agreement: does a converted model say what torch in float32 says? Its figures and their gates.

A cosine alone is blind where all embeddings point the same way, as features behind a ReLU do. So
the error is also measured in SDs between ECGs: a tenth of an SD turns an AUROC of .820 into .818.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import Arrays
from export.check import Check
from export.checks import LOWEST_COSINE, cosine

LARGEST_ERROR_SD: Final = 0.1
"""Root mean square over ECGs; of the head's logits, that of the worst label."""

LARGEST_CHANGE_SD: Final = 0.5
"""Of one logit of one ECG: five times the error allowed."""

TINY: Final = 1e-12


def agreement(expected: Arrays, got: Arrays, head: NDArray[np.float32] | None) -> tuple[Check, ...]:
    """Compare every output, and the logits of a head on the embedding.

    Args:
        expected: Of torch.
        got: Of the converted model, for the same ECGs.
        head: Weight, shape (labels, embedding); None for an encoder.
    """
    checks = [check for name in expected for check in _of_vectors(name, expected[name], got[name])]
    if head is not None:
        checks += _of_logits(expected["embedding"] @ head.T, got["embedding"] @ head.T)
    return tuple(checks)


def _of_vectors(
    name: str, before: NDArray[np.float32], after: NDArray[np.float32]
) -> Iterator[Check]:
    lowest = float(cosine(before, after).min())
    yield Check(f"lowest cosine of {name}", lowest, LOWEST_COSINE, at_least=True)
    error = float(np.sqrt(np.square(_difference(before, after)).mean() / before.var(0).mean()))
    yield Check(f"error of {name} (SDs between ECGs)", error, LARGEST_ERROR_SD)


def _of_logits(before: NDArray[np.float32], after: NDArray[np.float32]) -> Iterator[Check]:
    change = _difference(before, after) / np.maximum(before.std(0), TINY)
    worst = float(np.sqrt(np.square(change).mean(0)).max())
    yield Check("error of one label's logit (SDs between ECGs)", worst, LARGEST_ERROR_SD)
    largest = float(np.abs(change).max())
    yield Check("largest change of a logit (SDs between ECGs)", largest, LARGEST_CHANGE_SD)


def _difference(before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.float64]:
    return after.astype(np.float64) - before

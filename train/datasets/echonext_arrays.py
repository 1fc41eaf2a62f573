"""EchoNext's arrays of one split, mapped from disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from train.datasets.echonext_constants import TABULAR, Constants
from train.datasets.echonext_table import sex_of

SAMPLES: Final = 2500
FILLED: Final = frozenset({"atrial_rate", "pr_interval"})
"""Where these were not measured, they were zero before they were standardised."""
LEAST: Final = 1.0
"""Per minute, or ms; what is lower is such a zero."""


@dataclass(frozen=True, slots=True)
class SplitArrays:
    """The arrays of one split.

    Attributes:
        name: File name of the waveforms, for people.
        waveforms: Shape (n, 1, 2500, 12), z-scores.
        tabular: Shape (n, 7), standardised but for sex; None where it is not there.
    """

    name: str
    waveforms: NDArray[Any]
    tabular: NDArray[Any] | None

    def ecg(self, at: int) -> NDArray[np.float32]:
        """Return the z-scores of one ECG, shape (12, samples)."""
        return np.ascontiguousarray(self.waveforms[at, 0].T, np.float32)

    def known(self, at: int, constants: Constants) -> dict[str, float]:
        """Return what the tabular array says, in years, ms and per minute, sex left out.

        Nothing where there is no array, or no constants of it.
        """
        if self.tabular is None or constants.tabular_mean is None or constants.tabular_sd is None:
            return {}
        zscores = np.asarray(self.tabular[at], np.float64)
        values = dict(
            zip(TABULAR, zscores * constants.tabular_sd + constants.tabular_mean, strict=True)
        )
        empty = {name for name in FILLED if values[name] < LEAST}
        return {
            name: float(value)
            for name, value in values.items()
            if name != "sex" and name not in empty and np.isfinite(value)
        }

    def female(self, at: int) -> bool | None:
        """Return the sex, which is not standardised."""
        if self.tabular is None:
            return None
        return sex_of(f"{float(self.tabular[at, 0]):g}")


def open_split(folder: Path, split: str, rows: int) -> SplitArrays:
    """Map the arrays of a split.

    Args:
        folder: EchoNext.
        split: As the data set calls it.
        rows: How many the metadata have of it.

    Raises:
        CallError: The waveforms are missing, damaged or of another shape.
    """
    path = folder / f"EchoNext_{split}_waveforms.npy"
    waveforms = _map(path, (rows, 1, SAMPLES, len(LEADS)))
    tabular = folder / f"EchoNext_{split}_tabular_features.npy"
    shape = (rows, len(TABULAR))
    return SplitArrays(path.name, waveforms, _map(tabular, shape) if tabular.is_file() else None)


def _map(path: Path, shape: tuple[int, ...]) -> NDArray[Any]:
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise CallError(f"{path} is missing or damaged.", "Download it again.") from error
    if array.shape != shape:
        raise CallError(
            f"{path.name} has shape {array.shape}, and the metadata ask for {shape}.",
            "Take arrays and metadata of the same release.",
        )
    return array

"""Batch: the tensors that one training step reads."""

from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.echo.studies import Studies
from train.pairs import Pairs

MIDDLE_AGE, AGE_SD = 60.0, 16.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of ``Pairs``.

    Attributes:
        ecg: float32, shape (n, 12, samples).
        leads: bool, shape (n, 12).
        person: float32, shape (n, 4); see ``person_inputs``.
        labels: float32 0/1, shape (n, labels).
        known: bool, shape (n, labels).
        measures: float32, shape (n, measures), NaN where not measured.
        studies: The echo views; None where the data have none.
        ecg_text: float32, shape (n, dimensions): frozen embeddings of ECG reports; or None.
        echo_text: The same of echo reports; a row of zeros stands for no report.
    """

    ecg: Tensor
    leads: Tensor
    person: Tensor
    labels: Tensor
    known: Tensor
    measures: Tensor
    studies: Studies | None = None
    ecg_text: Tensor | None = None
    echo_text: Tensor | None = None

    def __len__(self) -> int:
        return len(self.ecg)

    def to(self, device: torch.device) -> "Batch":
        """Move everything to a device."""
        moved = {}
        for field in fields(self):
            value = getattr(self, field.name)
            moved[field.name] = value if value is None else value.to(device)
        return replace(self, **moved)


def collect(pairs: Pairs, rows: NDArray[np.int64], most_views: int = 128) -> Batch:
    """Read rows from disk into tensors.

    Args:
        pairs: The data.
        rows: Which rows, in this order.
        most_views: Clips of one study at most.
    """
    # Sorted reads are kinder to a disk than a shuffled order.
    order = np.argsort(rows, kind="stable")
    ecg = np.empty((len(rows), *pairs.ecg.shape[1:]), np.float32)
    ecg[order] = pairs.ecg[rows[order]]
    return Batch(
        ecg=torch.from_numpy(ecg),
        leads=torch.from_numpy(pairs.leads[rows]),
        person=person_inputs(pairs.age_years[rows], pairs.female[rows]),
        labels=torch.from_numpy(pairs.labels[rows]),
        known=torch.from_numpy(pairs.known[rows]),
        measures=torch.from_numpy(pairs.measures[rows]),
        studies=Studies.of(pairs, rows, most_views) if pairs.view_dimensions else None,
    )


def person_inputs(age_years: NDArray[np.float32], female: NDArray[np.float32]) -> Tensor:
    """Encode age and sex for an encoder.

    Args:
        age_years: Shape (n,), NaN where not stated.
        female: 1, 0 or NaN, shape (n,).

    Returns:
        float32, shape (n, 4): standardised age, whether it is stated, sex as +-1, whether stated;
        zero where not stated.
    """
    stated_age, stated_sex = ~np.isnan(age_years), ~np.isnan(female)
    age = np.where(stated_age, (np.nan_to_num(age_years) - MIDDLE_AGE) / AGE_SD, 0)
    sex = np.where(stated_sex, 2 * np.nan_to_num(female) - 1, 0)
    return torch.from_numpy(np.stack([age, stated_age, sex, stated_sex], 1).astype(np.float32))
